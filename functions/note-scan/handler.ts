/** Notes what the scan for malware said of one stored file. */
import * as z from "zod";
import { noteScan } from "../../shared/desk/scans.ts";
import { ScanResult } from "../../shared/domain/scan.ts";
import { taskHandler } from "../wrap.ts";

const Scanned = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string() }),
    scanResultDetails: z.object({
      scanResultStatus: ScanResult,
      threats: z.array(z.object({ name: z.string() })).nullish(),
    }),
  }),
});

export const handler = taskHandler(Scanned, ({ detail: { s3ObjectDetails, scanResultDetails } }, { now }) =>
  noteScan(
    {
      key: s3ObjectDetails.objectKey,
      result: scanResultDetails.scanResultStatus,
      threats: (scanResultDetails.threats ?? []).map(({ name }) => name),
    },
    now,
  ),
);
