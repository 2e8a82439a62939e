/** Types of node-version.js. */

/** What is wrong with a Node.js of this version (`20.20.2`), in words for a person; undefined when nothing is. */
export declare function problemWith(version: string): string | undefined;
