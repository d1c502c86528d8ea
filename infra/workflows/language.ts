/** The few words of the Amazon States Language that our machines are written in. */

/** A platform that is busy or has lost a connection: again after 2, 4, 8 … seconds, for about two minutes. */
const platformTrouble = {
  ErrorEquals: [
    "Lambda.TooManyRequestsException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
  ],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxAttempts: 6,
};

/** Anything else that a function throws means "try again" in this code: three times within five minutes. */
const triedAgain = {
  ErrorEquals: ["States.TaskFailed"],
  IntervalSeconds: 20,
  BackoffRate: 3,
  MaxAttempts: 3,
};

export const personMustLook = "A person must look";

const failure = [{ ErrorEquals: ["States.ALL"], Next: personMustLook }];

interface Step {
  says: string; // a comment for who reads the machine in the console
  runs: string; // ARN of the function
  given: Record<string, unknown>;
  next: string;
}

/** Runs a function and goes on with the state as it was. */
export function task({ says, runs, given, next }: Step) {
  return {
    Type: "Task",
    Comment: says,
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: runs, Payload: given },
    ResultPath: "$.answer",
    TimeoutSeconds: 300,
    Retry: [platformTrouble, triedAgain],
    Catch: failure,
    Next: next,
  };
}

/** Asks a function what is due; its answer is all that the machine carries, together with an empty cursor. */
export function question(step: Step) {
  const { ResultPath: _whole, ...asked } = task(step);
  return { ...asked, ResultSelector: { "due.$": "$.Payload", prepared: { cursor: null } } };
}

/** Runs a function that works through a list in batches, and says where the next begins. */
export function batch(step: Step) {
  return {
    ...task(step),
    ResultSelector: { "cursor.$": "$.Payload.cursor" },
    ResultPath: "$.prepared",
  };
}

/** The batch again from its cursor, or on when there is none. */
export function untilAll(again: string, next: string) {
  return {
    Type: "Choice",
    Choices: [{ Variable: "$.prepared.cursor", IsNull: true, Next: next }],
    Default: again,
  };
}

/** Waits until somebody answers the token or the time that the last question gave is over; either leads on. */
export function wait({ says, runs, given, next }: Step) {
  return {
    Type: "Task",
    Comment: says,
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Parameters: { FunctionName: runs, Payload: { "token.$": "$$.Task.Token", ...given } },
    ResultPath: "$.answer",
    TimeoutSecondsPath: "$.due.seconds",
    Retry: [platformTrouble, triedAgain],
    Catch: [{ ErrorEquals: ["States.Timeout"], Next: next }, ...failure],
    Next: next,
  };
}

/** Chooses by the kind of what is due; a kind that nobody knows is for a person. */
export function chooseBy(variable: string, ways: Record<string, string>) {
  return {
    Type: "Choice",
    Choices: Object.entries(ways).map(([value, next]) => ({
      Variable: variable,
      StringEquals: value,
      Next: next,
    })),
    Default: personMustLook,
  };
}

export const lookedAt = {
  Type: "Fail",
  Error: "PersonMustLook",
  Cause: "A step failed again and again. See docs/runbook.md; the execution can be started anew at any time.",
};
