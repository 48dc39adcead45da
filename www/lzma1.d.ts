/**
 * What: the one function of `lzma1` that the build calls. Its own types are its source, which our stricter rules would check.
 */
export declare function compress(data: Uint8Array, mode: number): Uint8Array;
