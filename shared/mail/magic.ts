/** The first bytes by which packings of Outlook are known, whatever they are declared to be. */

const compound = Buffer.from("d0cf11e0a1b11ae1", "hex");
const winmail = Buffer.from("789f3e22", "hex");

/** A compound file: an Outlook message (.msg), or an Office document of before 2007. */
export const isCompound = (bytes: Uint8Array): boolean =>
  bytes.length >= 512 && compound.equals(bytes.subarray(0, 8));

export const isWinmail = (bytes: Uint8Array): boolean =>
  bytes.length > 16 && winmail.equals(bytes.subarray(0, 4));
