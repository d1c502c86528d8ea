/** Why an act of a selection is refused, in words that say what to do, in English. */
import type { RefusalText } from "./es.ts";

export const refusals: RefusalText = {
  "not-interest": "This call is for inputs, not for roles.",
  "no-person": "This role is held by a person: say who.",
  "unknown-candidate": "That offer is no longer among those received.",
  ineligible: "That offer was declared not to meet a rule. Take the declaration back first.",
  "not-confirmed": "The official contact has not confirmed that offer yet.",
  "reason-missing": "Give the reason: it is kept in the ledger.",
  "quiet-day": "That day is a quiet day. Choose a working day.",
  "too-soon": "That is too soon: leave at least two full working days.",
  "silence-open": "A silence procedure for this role is already running.",
  "seat-taken": "This role already has an agreed State. Leave it without one first.",
  "silence-over": "That silence procedure has ended.",
  "not-recipient": "That State takes no part in this procedure.",
  "text-missing": "Write the text in all four languages.",
  "unknown-formula": "Choose a formula from the list.",
  "same-formula": "That is the formula in force.",
  "sign-in-again": "To approve, sign in again: more than fifteen minutes have passed.",
  "not-assessor": "You are not among the assessors of this call.",
  conflict: "There is a conflict of interest: somebody else assesses this application.",
  "mark-missing": "Give a mark for each criterion.",
  "too-few-assessments": "Assessments are missing: at least two without conflict are needed.",
  "already-proposed": "It is with the approvers: nothing changes while they decide.",
  "below-threshold": "The median does not reach the published threshold.",
};
