/** The way to the tables, against a real engine: conditions hold, transactions stand or fall together. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import {
  ChangedMeanwhile,
  decideAgain,
  demand,
  getItem,
  put,
  putNew,
  queryAll,
  queryPage,
  remove,
  replace,
  transact,
} from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";

const Thing = z.object({ sk: z.string(), value: z.number(), version: z.number() });
const thing = (sk: string, value: number, version = 1, pk = "P") => ({ pk, sk, value, version });
const key = (sk: string) => ({ pk: "P", sk });

describe.skipIf(noEngine())("the tables", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  test("a new item is written once and read back; a second writer is told", async () => {
    await transact([putNew(thing("once", 1))]);
    expect(await getItem(key("once"), Thing)).toEqual({ sk: "once", value: 1, version: 1 });
    await expect(transact([putNew(thing("once", 2))])).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect((await getItem(key("once"), Thing))?.value).toBe(1);
  });

  test("what is not there is null", async () => {
    expect(await getItem(key("nothing"), Thing)).toBeNull();
  });

  test("a replacement demands the version it was decided on", async () => {
    await transact([put(thing("versioned", 1))]);
    await transact([replace(thing("versioned", 2, 2), "version", 1)]);
    await expect(transact([replace(thing("versioned", 3, 2), "version", 1)])).rejects.toBeInstanceOf(
      ChangedMeanwhile,
    );
    expect(await getItem(key("versioned"), Thing)).toMatchObject({ value: 2, version: 2 });
  });

  test("one broken condition leaves every change of the transaction undone", async () => {
    await transact([put(thing("guard", 1))]);
    const changes = [putNew(thing("companion", 1)), demand(key("guard"), "version", 7)];
    await expect(transact(changes)).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect(await getItem(key("companion"), Thing)).toBeNull();
  });

  test("an item is removed only in the version it was seen in", async () => {
    await transact([put(thing("removed", 1, 3))]);
    await expect(transact([remove(key("removed"), "version", 2)])).rejects.toBeInstanceOf(ChangedMeanwhile);
    await transact([remove(key("removed"), "version", 3)]);
    expect(await getItem(key("removed"), Thing)).toBeNull();
  });

  test("two writers who decide again both count", async () => {
    await transact([put(thing("counter", 0))]);
    const raise = () =>
      decideAgain(async () => {
        const now = await getItem(key("counter"), Thing);
        if (!now) throw new Error("no counter");
        await transact([replace(thing("counter", now.value + 1, now.version + 1), "version", now.version)]);
      });
    await Promise.all([raise(), raise(), raise()]);
    expect((await getItem(key("counter"), Thing))?.value).toBe(3);
  });

  test("a query goes page by page, in order, and all of it when asked", async () => {
    for (const n of [1, 2, 3, 4, 5]) await transact([put(thing(`LIST#${n}`, n, 1, "LISTS"))]);
    const first = await queryPage({ pk: "LISTS", begins: "LIST#", limit: 2 }, Thing);
    expect(first.items.map((item) => item.value)).toEqual([1, 2]);
    const second = await queryPage(
      { pk: "LISTS", begins: "LIST#", limit: 2, after: first.cursor ?? "" },
      Thing,
    );
    expect(second.items.map((item) => item.value)).toEqual([3, 4]);
    const latest = await queryAll({ pk: "LISTS", begins: "LIST#", latestFirst: true }, Thing);
    expect(latest.map((item) => item.value)).toEqual([5, 4, 3, 2, 1]);
    const between = await queryAll({ pk: "LISTS", from: "LIST#2", to: "LIST#4" }, Thing);
    expect(between.map((item) => item.value)).toEqual([2, 3, 4]);
  });

  test("the index finds by its own keys", async () => {
    await transact([put({ ...thing("indexed", 9), gpk: "COLOUR#blue", gsk: "b" })]);
    const found = await queryAll({ pk: "COLOUR#blue", index: true }, Thing);
    expect(found.map((item) => item.sk)).toEqual(["indexed"]);
  });
});
