/** Why an act on contacts, people, longer times or lists is refused, in English. */
import type { DeskRefusalText } from "./es.ts";

export const refusals: DeskRefusalText = {
  "not-later": "A party's own date must be later than the close of the call.",
  "contact-exists": "The party already has a contact with this address.",
  "unknown-person": "This person is not on the list.",
  "person-exists": "There is a person with this address already. Change their roles in the list.",
  "own-roles": "Your own roles and office are changed by another coordinator.",
  "last-coordinator": "This is the last coordinator. Give that role to somebody else first.",
  "still-approver": "They still approve an open call. Name somebody else there first.",
  "still-assessor": "They still assess an open call. Remove them from it first.",
  "one-office": "The approvers of a call would all be of one office.",
  "approval-given":
    "One person has approved this slate: its approvers stand until it is decided or returned.",
  "unknown-approver": "Choose only people who have the role of approver.",
  "list-old-format":
    "This is an old workbook (.xls) or one with a password. Save it as .xlsx without password, or as CSV.",
  "list-unreadable": "The file cannot be opened safely. Save it again as .xlsx or CSV.",
  "list-too-long": "The list has more than 5,000 rows. Divide it.",
  "list-without-columns":
    "The first row must bear the headings, “Party” and “E-mail” among them. Use the template.",
  "list-column-twice": "A heading stands twice in the first row. Leave one alone.",
  "list-empty": "The file has no rows below its headings.",
  "list-changed-meanwhile": "Some contact changed meanwhile. Below is what the list would change now.",
  "list-too-large": "The file is larger than 900 kB. Divide it.",
};
