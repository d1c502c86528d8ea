/** How much of a file is taken. Every figure is far above what a mission ever sent, and small beside 512 MB. */

/** Bytes of a file that is opened at all; SES takes mails of 40 MB. */
export const fileLimit = 48 * 1024 * 1024;
/** Bytes that one part of a package may inflate to. */
export const partLimit = 40 * 1024 * 1024;
/** Characters of text that are kept: some 700 pages. */
export const textLimit = 2_000_000;
export const blockLimit = 50_000;
export const pageLimit = 500;
/** Milliseconds after which a reader stops between two pages and gives what it has. */
export const pageTime = 12_000;

/** The file is not opened or not read on, and this flag says why. */
export class Unreadable extends Error {
  override name = "Unreadable";
  readonly flag: "zip-bomb" | "encrypted" | "damaged" | "too-large";
  constructor(flag: Unreadable["flag"], message: string) {
    super(message);
    this.flag = flag;
  }
}
