/** The part of pngjs that is used here; the package brings no types. */
declare module "pngjs" {
  export const PNG: {
    sync: {
      /** @returns RGBA, 8 bits each. @throws {Error} If the file is damaged. */
      read(bytes: Buffer): { width: number; height: number; data: Buffer };
      write(picture: {
        width: number;
        height: number;
        data: Uint8Array;
      }): Buffer;
    };
  };
}
