/** The four languages of a review, and texts that exist in each of them. */
import * as z from "zod";

export const languages = ["es", "en", "pt", "fr"] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** One text in every language; none may be left out. */
export const Texts = z.strictObject({
  es: z.string().min(1),
  en: z.string().min(1),
  pt: z.string().min(1),
  fr: z.string().min(1),
});
export type Texts = z.infer<typeof Texts>;
