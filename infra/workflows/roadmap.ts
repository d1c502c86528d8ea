/** The machine of the roadmap: tells the secretariat before each activity, and waits in between. */
import { chooseBy, lookedAt, personMustLook, question, task, wait } from "./language.ts";

interface RoadmapFunctions {
  planRoadmap: string;
  prepareNotices: string;
  markActivity: string;
  awaitChange: string;
}

const ask = "What comes next on the roadmap?";
const here = { "generation.$": "$$.Execution.Input.generation" };

export function roadmapMachine({ planRoadmap, prepareNotices, markActivity, awaitChange }: RoadmapFunctions) {
  return {
    Comment: "The roadmap, from the first activity to the last",
    StartAt: ask,
    States: {
      [ask]: question({
        says: "A tested function reads the roadmap and says the one next step.",
        runs: planRoadmap,
        given: here,
        next: "By what comes next",
      }),
      "By what comes next": chooseBy("$.due.kind", {
        activity: "Tell the secretariat",
        wait: "Wait until it is due, or the dates change",
        over: "The roadmap is walked",
      }),

      "Tell the secretariat": task({
        says: "Prepares the notice that an activity comes near.",
        runs: prepareNotices,
        given: { kind: "activity", "occasion.$": "$.due.occasion" },
        next: "The secretariat is told",
      }),
      "The secretariat is told": task({
        says: "This notice is done.",
        runs: markActivity,
        given: {
          ...here,
          "activity.$": "$.due.activity",
          mark: { kind: "told", "occasion.$": "$.due.occasion" },
        },
        next: ask,
      }),

      "Wait until it is due, or the dates change": wait({
        says: "Nothing is due yet.",
        runs: awaitChange,
        given: { ...here, "version.$": "$.due.version", "until.$": "$.due.until" },
        next: ask,
      }),

      "The roadmap is walked": { Type: "Succeed" },
      [personMustLook]: lookedAt,
    },
  };
}
