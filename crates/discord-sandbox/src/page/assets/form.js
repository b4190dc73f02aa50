// A form of the bot, as a dialog.
import { el, newId } from "./dom.js";

const PARAGRAPH = 2;

// Opens a form. `submit` sends the texts by the fields' ids, and throws an error with a sentence for people.
export function openForm(modal, submit) {
  const before = document.activeElement;
  const fields = modal.components.map((row) => row.components[0]).map((input) => {
    const id = newId();
    const node = el(input.style === PARAGRAPH ? "textarea" : "input", {
      id, required: input.required !== false, minlength: input.min_length, maxlength: input.max_length ?? 4000, placeholder: input.placeholder,
      autocomplete: "off", rows: input.style === PARAGRAPH ? "4" : null,
    });
    node.value = input.value ?? "";
    return { id: input.custom_id, node, row: el("p", {}, el("label", { for: id }, input.label, input.required === false ? el("span", { class: "subtext" }, " (optional)") : null), node) };
  });
  const fault = el("p", { class: "fault", role: "alert" });
  const heading = newId();
  const dialog = el("dialog", { "aria-labelledby": heading },
    el("form", { method: "dialog", onsubmit: async (event) => {
      event.preventDefault();
      fault.textContent = "";
      try {
        await submit(Object.fromEntries(fields.map(({ id, node }) => [id, node.value])));
        dialog.close();
      } catch (error) {
        fault.textContent = error.message;
      }
    } },
    el("h2", { id: heading }, modal.title), fields.map(({ row }) => row), fault,
    el("div", { class: "row end" },
      el("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Close the form"),
      el("button", { class: "button primary" }, "Submit"))));
  dialog.addEventListener("close", () => {
    dialog.remove();
    // A message that has changed meanwhile has new buttons.
    (before?.isConnected && before !== document.body ? before : document.querySelector("#composer input"))?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.node.focus();
}
