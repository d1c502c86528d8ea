/** Reads the state machines of the assembly: definition, role, and the functions they call. */
import * as z from "zod";
import type { Assembly, Identity } from "./context.ts";
import { type Definition, readDefinition, type TaskState } from "./machine-language.ts";
import { OutsideSubset } from "./machine-paths.ts";

export type Machine = {
  id: string; // logical id
  arn: string;
  name: string;
  roleArn: string;
  role: Identity;
  definition: Definition;
  logs: boolean;
};

const Properties = z.strictObject({
  DefinitionString: z.string(),
  RoleArn: z.string(),
  StateMachineName: z.string().optional(),
  StateMachineType: z.literal("STANDARD").optional(),
  LoggingConfiguration: z.looseObject({ Destinations: z.array(z.unknown()).default([]) }).optional(),
  TracingConfiguration: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

function tasksOf(definition: Definition): [string, TaskState][] {
  return [...definition.states].flatMap(([name, state]): [string, TaskState][] => {
    if (state.type === "Task") return [[name, state]];
    if (state.type === "Map") return tasksOf(state.processor);
    return state.type === "Parallel" ? state.branches.flatMap(tasksOf) : [];
  });
}

function checkFunctions(id: string, definition: Definition, assembly: Assembly): void {
  for (const [name, { functionName }] of tasksOf(definition)) {
    if (assembly.byArn(functionName)?.type !== "AWS::Lambda::Function") {
      throw new OutsideSubset(
        `machine ${id}: state "${name}": ${functionName} is no function of the template`,
      );
    }
  }
}

/** All machines by logical id; one that cannot be run stops the start and is named. */
export function loadMachines(assembly: Assembly): Map<string, Machine> {
  const machines = assembly
    .ofType("AWS::StepFunctions::StateMachine")
    .map(({ id, arn, properties }): Machine => {
      const read = Properties.safeParse(properties);
      if (!read.success) throw new OutsideSubset(`machine ${id}: ${z.prettifyError(read.error)}`);
      const { DefinitionString, RoleArn: roleArn, LoggingConfiguration } = read.data;
      const role = assembly.byArn(roleArn);
      if (role?.type !== "AWS::IAM::Role") {
        throw new OutsideSubset(`machine ${id}: its role ${roleArn} is not in the template`);
      }
      const definition = readDefinition(id, JSON.parse(DefinitionString));
      checkFunctions(id, definition, assembly);
      const name = arn.slice(arn.lastIndexOf(":") + 1);
      const logs = (LoggingConfiguration?.Destinations.length ?? 0) > 0;
      return { id, arn, name, roleArn, role: { kind: "role", role: role.id }, definition, logs };
    });
  return new Map(machines.map((machine) => [machine.id, machine]));
}
