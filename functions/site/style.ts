/** The one stylesheet, served at a path with its hash. The build joins and shortens the sheets of `style/`. */
import { createHash } from "node:crypto";
import style from "./style/site.css";

export { style };

const hash = createHash("sha256").update(style).digest("hex").slice(0, 12);
export const stylePath = `/style.${hash}.css`;
