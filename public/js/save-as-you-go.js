// Saves a newsletter while somebody types. What could not be saved stays in this browser, and is offered
// again when the newsletter is opened the next time. Without scripts there is the button.
const form = document.getElementById('nieuwsbrief');
if (form) start(form);

function start(form) {
  const PAUSE = 1500;
  const AGAIN = 15_000;
  const key = `nieuwsbrief-${form.dataset.issue}`;
  const version = form.elements.namedItem('versie');
  const state = form.querySelector('.save-state');
  const page = crypto.randomUUID();
  let timer;
  let saving;
  let changed = false;
  let leaving = false;

  if ('unsaved' in form.dataset) keep();
  else offerWhatWasKept();
  if ('closed' in form.dataset || !state) return;
  if ('unsaved' in form.dataset) tell('changed', 'Nog niet bewaard');
  form.addEventListener('input', (event) => {
    if (event.target.name === 'plaats') return;
    changed = true;
    keep();
    tell('changed', 'Nog niet bewaard');
    // Where a colleague was in between, it is for people to decide.
    if (!('byHand' in form.dataset)) plan(PAUSE);
  });
  form.addEventListener('submit', wait);
  if (!('byHand' in form.dataset)) {
    window.addEventListener('online', () => changed && plan(0));
    document.addEventListener('visibilitychange', () => document.hidden && changed && save());
  }
  window.addEventListener('beforeunload', (event) => {
    if (changed && !leaving) event.preventDefault();
  });

  function plan(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  }

  /** Sends what stands there now. One at a time, so that each is made of the version before it. */
  function save() {
    clearTimeout(timer);
    if (saving) return saving;
    if (!changed) return Promise.resolve();
    changed = false;
    tell('saving', 'Bezig met bewaren');
    saving = send().then((again) => {
      saving = undefined;
      if (again) changed = true;
      if (changed && again !== 'stop') plan(again ? AGAIN : PAUSE);
    });
    return saving;
  }

  /** Returns undefined when it was saved, 'later' when it is worth another try, 'stop' when it is not. */
  async function send() {
    const body = new URLSearchParams(new FormData(form));
    body.set('pagina', page);
    try {
      const answer = await fetch(form.dataset.save, {
        method: 'POST',
        body,
        credentials: 'same-origin',
        redirect: 'manual',
      });
      if (answer.type === 'opaqueredirect') return signedOut();
      const { outcome, version: saved, time, message } = await answer.json();
      if (outcome !== 'saved') return refused(outcome, message);
      version.value = saved;
      if (!changed) localStorage.removeItem(key);
      tell('saved', `Bewaard om ${time}`);
      return undefined;
    } catch {
      tell('failed', 'Geen verbinding. Wat u typt, blijft in deze browser staan. Wij proberen het zo weer.');
      return 'later';
    }
  }

  function signedOut() {
    const link = document.createElement('a');
    link.href = form.dataset.signIn;
    link.textContent = 'Log weer in';
    tell('failed', 'U bent uitgelogd. Wat u typte, staat nog in deze browser. ');
    state.append(link);
    return 'stop';
  }

  function refused(outcome, message) {
    const words = {
      stale: 'Een collega heeft dit intussen veranderd. Druk op Bewaren om te zien wat.',
      'being-sent': 'Deze nieuwsbrief wordt al verstuurd. Druk op Bewaren om te zien wat u kunt doen.',
      removed: 'Een collega heeft dit weggegooid. Druk op Bewaren om te zien wat u kunt doen.',
      refused: `Nog niet bewaard: ${message}`,
    };
    tell('failed', words[outcome] ?? 'Het bewaren lukt nu niet. Wat u typte, staat nog in deze browser.');
    return 'stop';
  }

  /** A button saves everything too. What is not saved yet goes first, so that each save is made of the one before. */
  function wait(event) {
    const first = saving ?? (changed && !('byHand' in form.dataset) ? save() : undefined);
    if (leaving || !first) {
      leaving = true;
      return;
    }
    event.preventDefault();
    first.then(() => {
      clearTimeout(timer);
      leaving = true;
      form.requestSubmit(event.submitter);
    });
  }

  function tell(kind, words) {
    state.dataset.state = kind;
    if (state.textContent !== words) state.textContent = words;
  }

  function keep() {
    const fields = [...new FormData(form)].filter(([name]) => name !== 'plaats' && name !== 'versie');
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), version: version.value, fields }));
    } catch {
      // Full, or not allowed here: the form is still there.
    }
  }

  function offerWhatWasKept() {
    const kept = read();
    if (!kept) return;
    const here = new Map(new FormData(form));
    const same = kept.fields.every(([name, value]) => plain(here.get(name)) === plain(value));
    if (same) return localStorage.removeItem(key);
    const offer = document.getElementById('niet-bewaard');
    const words = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeStyle: 'short' }).format(kept.at);
    offer.querySelector('[data-when]').textContent = words;
    offer.hidden = false;
    offer.querySelector('[data-restore]').addEventListener('click', () => putBack(kept));
    offer.querySelector('[data-forget]').addEventListener('click', () => {
      localStorage.removeItem(key);
      offer.hidden = true;
    });
  }

  function read() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return undefined;
    }
  }

  function plain(text) {
    return String(text ?? '')
      .replaceAll('\r\n', '\n')
      .trim();
  }

  /** Sends the text as it was typed then. Was it changed since, then both are shown. It stays here until it was saved. */
  function putBack(kept) {
    const again = document.createElement('form');
    again.method = 'post';
    again.action = form.action;
    for (const [name, value] of [...kept.fields, ['versie', kept.version]]) {
      const field = document.createElement('textarea');
      field.name = name;
      field.value = value;
      again.append(field);
    }
    again.hidden = true;
    document.body.append(again);
    leaving = true;
    again.submit();
  }
}
