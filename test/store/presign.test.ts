/** Addresses that a browser posts or puts files to: all of one origin, which is what the page's policy allows. */
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

test.each(["us-east-1", "sa-east-1"])(
  "in %s the form, a part and a small file go to one origin",
  async (region) => {
    vi.resetModules();
    const told = {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "tests",
      AWS_SECRET_ACCESS_KEY: "tests",
      FILES_BUCKET: "hoja-files",
    };
    for (const [name, value] of Object.entries(told)) vi.stubEnv(name, value);
    const { uploadForm } = await import("../../shared/store/presign.ts");
    const { partAddress, wholeAddress } = await import("../../shared/store/parts.ts");
    const key = "quarantine/guiding-questions.CO.1/file_1/Nota ñ.pdf";
    const form = await uploadForm("guiding-questions.CO.1", "file_1", "https://hoja.example/es/p/x");
    const addresses = [form.url, await partAddress(key, "upload", 2), await wholeAddress(key)];
    expect(new Set(addresses.map((address) => new URL(address).origin))).toEqual(
      new Set([`https://hoja-files.s3.${region}.amazonaws.com`]),
    );
    // A checksum of no bytes would be signed into the address, and S3 refuse whatever is put there.
    expect(addresses.filter((address) => /checksum/i.test(address))).toEqual([]);
  },
);
