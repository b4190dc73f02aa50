// Starts the page: the person, the language, the look, and what happens when something changed.
import { announce, avatar, byId, el, named } from "./dom.js";
import { act, connect, on, post, state } from "./connection.js";
import { channel, prepareChannels, showAll, showChannels, showMembers, showMessages } from "./channel.js";
import { prepareComposer, showLine } from "./composer.js";
import { prepareFolds } from "./fold.js";
import { openForm } from "./form.js";
import { showCounter } from "./counter.js";
import { prepareTour, showTour } from "./tour.js";

const LANGUAGES = { "en-US": "English", de: "Deutsch", fr: "Français", "es-ES": "Español", "pt-BR": "Português", tr: "Türkçe" };
const MODAL = 9;

// Shows the form if the bot answered with one.
function acknowledged(answer) {
  if (answer.acknowledged !== MODAL) return;
  const here = channel();
  openForm(answer.modal, async (fields) => {
    const next = await act(here, "form", { interaction: answer.interaction, fields });
    if (next.acknowledged === null) throw new Error("The application did not respond.");
  });
}

// The person is in the address, so that two tabs can be two people and a reload changes nothing.
const chosen = () => decodeURIComponent(location.hash.slice(1));
function become(name) {
  location.hash = encodeURIComponent(name);
}

function showPeople() {
  const focused = document.activeElement?.dataset?.person;
  byId("people").replaceChildren(...state.people.map(({ id, name, about }) => el("button", { type: "button", "data-person": id, "aria-pressed": String(id === state.me), onclick: () => become(name) },
    avatar(name), el("span", {}, named(name), el("span", { class: "subtext" }, about)))));
  if (focused) document.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
  const language = byId("language");
  if (!language.childElementCount) language.append(...Object.entries(LANGUAGES).map(([value, label]) => el("option", { value }, label)));
  language.value = state.person.locale in LANGUAGES ? state.person.locale : "en-US";
  document.title = `${state.person.name} – Playground`;
}

function showBot() {
  const { connected } = state.surroundings.bot;
  byId("offline").textContent = connected ? "" : "The bot is not connected.";
}

on("arrived", () => { showMembers(); showLine(); });
on("people", () => { showPeople(); if (state.surroundings) showCounter(); showTour(); });
on("surroundings", () => { showPeople(); showChannels(); showMembers(); showBot(); });
on("counter", () => { showCounter(); showTour(); });
on("messages", showMessages);
on("lost", () => { byId("offline").textContent = "The playground does not answer. The page tries again."; });

byId("language").addEventListener("change", async (event) => {
  await post("/person", { person: state.me, locale: event.target.value });
  showLine();
  showAll();
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  (byId("composer").querySelector("input") ?? byId("composer").querySelector("button"))?.focus();
});

const stored = localStorage.getItem("theme");
const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
function showTheme() {
  byId("theme").textContent = isDark() ? "Light" : "Dark";
  byId("theme").setAttribute("aria-label", isDark() ? "Light colours" : "Dark colours");
}
if (stored) document.documentElement.dataset.theme = stored;
showTheme();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
byId("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
  showTheme();
});

prepareFolds();
prepareChannels(acknowledged);
prepareComposer(channel, acknowledged);
prepareTour(become);
addEventListener("hashchange", () => {
  connect(chosen());
  announce(`You are ${chosen()}.`);
});
connect(chosen());
