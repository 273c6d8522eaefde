export declare const coreFlags: string[];
