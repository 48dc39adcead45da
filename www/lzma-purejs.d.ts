/**
 * What: the one function of `lzma-purejs` that the build calls; the package has no types of its own.
 */
declare const lzma: { compressFile(data: Uint8Array, out: undefined, options: { a: number; d: number; fb: number; mf: string; lc: number; lp: number; pb: number; eos: boolean }): Uint8Array };
export default lzma;
