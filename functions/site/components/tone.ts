/** The tones of what is to be noticed, and their palettes by Designsystemet’s names. */

export type Tone = "good" | "warn" | "bad" | "plain";

/** The palette of a tone, by Designsystemet's names. */
export const palettes = { good: "success", warn: "warning", bad: "danger", plain: "neutral" } as const;
