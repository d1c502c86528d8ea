/** Reads the XML of a package as a stream of events with plain names, whatever prefixes its writer chose. */
import { Parser } from "htmlparser2";
import { textOf } from "./charset.ts";

export type Attributes = Record<string, string>;

export interface XmlHandler {
  open: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

const plain = (name: string) => name.slice(name.indexOf(":") + 1);

/** Nothing outside the given text is ever loaded: htmlparser2 knows no DTD and expands no entities of its own. */
export function readXml(bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const named: Attributes = {};
        for (const key in attributes) named[plain(key)] = attributes[key] ?? "";
        handler.open(plain(name), named);
      },
      ontext: (text) => handler.text?.(text),
      onclosetag: (name) => handler.close?.(plain(name)),
    },
    { xmlMode: true, decodeEntities: true },
  );
  const declared = /^[^>]*encoding=["']([\w-]+)["']/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString("latin1"),
  );
  parser.end(textOf(bytes, declared?.[1]));
}
