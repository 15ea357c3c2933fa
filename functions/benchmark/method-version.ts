/** Changes whenever a published number could change with the same answers. The README's list of methods says how. */
export const METHOD_VERSION = "4";
