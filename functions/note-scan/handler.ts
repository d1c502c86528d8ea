/** Notes what the scan for malware said of one stored file; a scan that fails, or a plan that no longer works, raises an alarm. */
import * as z from "zod";
import { noteScan } from "../../shared/desk/scans.ts";
import { ScanResult } from "../../shared/domain/scan.ts";
import { logger, taskHandler } from "../wrap.ts";

const Scanned = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string() }),
    scanResultDetails: z.object({
      scanResultStatus: ScanResult,
      threats: z.array(z.object({ name: z.string() })).nullish(),
    }),
  }),
});
const PlanStatus = z.object({
  "detail-type": z.string(),
  detail: z.object({ s3BucketDetails: z.object({ bucketName: z.string() }) }),
});

/** Not the file's fault: the role or the service lacks something. */
const faults: readonly ScanResult[] = ["ACCESS_DENIED", "FAILED"];

export const handler = taskHandler(z.union([Scanned, PlanStatus]), async (event, { now }) => {
  if (!("s3ObjectDetails" in event.detail)) {
    logger.error("SCAN FAILED", { plan: "detail-type" in event ? event["detail-type"] : "" }); // infra/alarms.ts counts these words
    return;
  }
  const { s3ObjectDetails, scanResultDetails } = event.detail;
  const result = scanResultDetails.scanResultStatus;
  const threats = (scanResultDetails.threats ?? []).map(({ name }) => name);
  if (faults.includes(result)) logger.error("SCAN FAILED", { result });
  await noteScan({ key: s3ObjectDetails.objectKey, result, threats }, now);
});
