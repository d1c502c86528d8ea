/** Our best beside that of an integer program, on pools drawn by a seed; with ALL=1 a thousand of them. */
import { expect, test } from "vitest";
import { type Pool, solve } from "../../shared/domain/slates.ts";
import { drawPool } from "../support/pools.ts";
import { type OracleBest, oracleBest } from "../support/slate-oracle.ts";

const all = process.env.ALL === "1";
const count = all ? 1_000 : 40;

function oursOf(pool: Pool): OracleBest {
  const { best } = solve(pool, { most: 1 });
  const { relaxed } = pool;
  return {
    open: best.open,
    absent: relaxed.includes("subregions-absent") ? null : best.absent,
    spread: relaxed.includes("subregion-spread") ? null : best.spread,
    genderGap: relaxed.includes("gender") ? null : best.genderGap,
    fit: relaxed.includes("fit") ? null : best.fit,
  };
}

test(
  `${count} pools come to the best that HiGHS finds, at every level`,
  async () => {
    let agreed = 0;
    let open = 0;
    for (let seed = 1; seed <= count; seed += 1) {
      const pool = drawPool(seed);
      const oracle = await oracleBest(pool);
      expect(oursOf(pool), `pool ${seed}: ${JSON.stringify(pool)}`).toEqual(oracle);
      agreed += 1;
      if (oracle.open > 0) open += 1;
    }
    process.stdout.write(
      `${agreed} of ${count} pools agreed, ${open} of them with seats that must stay open\n`,
    );
    expect(open).toBeGreaterThan(count / 20);
  },
  all ? 900_000 : 60_000,
);
