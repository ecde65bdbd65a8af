// The theme's own search, with an index that is fetched when somebody searches. The theme
// fetches its index with every page; the one that it finds is empty (see generate/search.py).
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const post = self.postMessage.bind(self);
let given; // what the theme wants the search to begin with
let begun; // resolves when the index is in
let ready;

self.postMessage = (message) => (message.type === READY ? ready() : post(message));
const hand = (type, data) => dispatchEvent(new MessageEvent("message", { data: { type, data } }));

// A whole word counts for more than the beginning of a longer one.
const word = /^[\p{L}\p{N}_]+$/u;
const whole = (text) =>
  text.includes('"') ? text : text.split(/\s+/).map((each) => (word.test(each) ? `${each}^9 ${each}` : each)).join(" ");

const begin = async () => {
  const fetched = await fetch(new URL("../search/whole_index.json", self.location));
  const { docs } = await fetched.json();
  await new Promise((done) => {
    ready = done;
    hand(SETUP, { ...given, docs });
  });
};

addEventListener("message", async (event) => {
  if (!event.isTrusted) return; // handed on to the theme
  event.stopImmediatePropagation();
  const { type, data } = event.data;
  if (type === SETUP) {
    given = data;
    return post({ type: READY });
  }
  if (!data.trim()) return post({ type: RESULT, data: { items: [] } });
  try {
    await (begun ??= begin());
    hand(QUERY, whole(data));
  } catch (error) {
    begun = undefined; // the next letter tries again
    console.warn(`The search index could not be fetched: ${error}`);
    post({ type: RESULT, data: { items: [] } });
  }
});

importScripts(`javascripts/workers/${self.location.search.slice(1)}`);
