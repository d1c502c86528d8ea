/**
 * What a browser runs on the board: a person's card dragged onto a seat chooses them there and shows the balance. One function that knows nothing outside itself, because its own text is served as the script; without
 * it the lists and the button do the same.
 */
import { createHash } from "node:crypto";

function board(): void {
  const look = document.querySelector<HTMLButtonElement>("#look");
  const seats = document.querySelectorAll<HTMLElement>("[data-seat]");
  for (const card of document.querySelectorAll<HTMLElement>("[data-candidate]")) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      event.dataTransfer?.setData("text/plain", card.dataset.candidate ?? "");
    });
  }
  for (const seat of seats) {
    const list = seat.querySelector("select");
    seat.addEventListener("dragover", (event) => {
      event.preventDefault();
      seat.classList.add("over");
    });
    seat.addEventListener("dragleave", () => seat.classList.remove("over"));
    seat.addEventListener("drop", (event) => {
      event.preventDefault();
      seat.classList.remove("over");
      const candidate = event.dataTransfer?.getData("text/plain") ?? "";
      const offered = list && [...list.options].some(({ value }) => value === candidate);
      if (!list || !offered) return; // not offered for this seat
      list.value = candidate;
      look?.click();
    });
  }
}

export const boardScript = `(${board.toString()})();`;
const hash = createHash("sha256").update(boardScript).digest("hex").slice(0, 12);
export const boardScriptPath = `/board.${hash}.js`;
