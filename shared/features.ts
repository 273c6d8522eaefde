/** The features that exist. A feature has one name in every part of the house; one that is not built is not listed. */
export const FEATURES = ["catalog", "workspace", "settings"] as const;
