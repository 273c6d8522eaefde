/** The name of the workspace that the first start makes. A page shows it in its own language. */
export const FIRST_WORKSPACE = "Personal";
