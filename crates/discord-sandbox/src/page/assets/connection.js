// Receives what the server pushes, and sends requests to it.
const token = document.querySelector("meta[name=token]").content;
const listeners = new Map();
let socket;
let retry;

// The state as the current person sees it. `messages` maps ids to messages, in the order of sending.
export const state = { me: null, person: null, people: [], surroundings: null, commands: [], counter: null, messages: new Map() };

// Calls a function whenever a part of the state changed.
export function on(part, listener) {
  listeners.set(part, [...listeners.get(part) ?? [], listener]);
}

function tell(part, detail) {
  for (const listener of listeners.get(part) ?? []) listener(detail);
}

// Connects as a person, by id or name. An empty text stands for the first person.
export function connect(person) {
  clearTimeout(retry);
  socket?.close();
  const opened = new WebSocket(`ws://${location.host}/events?person=${encodeURIComponent(person)}`);
  let isFirst = true;
  socket = opened;
  opened.addEventListener("message", ({ data }) => {
    if (socket !== opened) return;
    take(JSON.parse(data), isFirst);
    isFirst = false;
  });
  opened.addEventListener("close", () => {
    if (socket !== opened) return;
    tell("lost");
    retry = setTimeout(() => connect(person), 1000);
  });
}

function take(news, isFirst) {
  if (isFirst) state.messages.clear();
  for (const part of ["people", "commands", "counter", "surroundings"]) if (news[part]) state[part] = news[part];
  state.me = state.surroundings.me;
  state.person = state.people.find((person) => person.id === state.me);
  const fresh = (news.messages ?? []).filter((message) => !state.messages.has(message.id));
  for (const message of news.messages ?? []) state.messages.set(message.id, message);
  if (isFirst) tell("arrived");
  for (const part of ["people", "surroundings", "commands", "counter"]) if (news[part]) tell(part);
  if (news.messages) tell("messages", { changed: news.messages, fresh, isFirst });
}

// Sends a request that changes something. Throws an error with a sentence for people.
export async function post(path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST", headers: { "content-type": "application/json", "x-playground-token": token }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The playground does not answer. Is it still running?");
  }
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(result.error ?? `The playground answered ${answer.status}.`);
  return result;
}

// Acts as the current person in a channel. Returns the bot's acknowledgement.
export const act = (channel, kind, detail) => post("/act", { person: state.me, channel, kind, ...detail });

// Returns what Discord would show when the bot did not acknowledge in time.
export const NO_ANSWER = "The application did not respond.";
