/** What can be chosen. */

export type Option = { value: string; text: string };
