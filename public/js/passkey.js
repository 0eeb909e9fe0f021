// Lets a passkey answer a form: asks the site for the question, the browser for the answer, and sends the form.
// Without scripts, or where the browser knows no passkeys, the form stays hidden and the other ways are there.
const { browserSupportsWebAuthn, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser;

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll('form[data-passkey]')) start(form);
}

function start(form) {
  const answer = form.querySelector('[data-answer]');
  const problem = form.querySelector('[role="alert"]');
  const button = form.querySelector('button');
  form.hidden = false;

  form.addEventListener('submit', (event) => {
    if (answer.value !== '') return;
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    ask()
      .then((response) => {
        answer.value = JSON.stringify(response);
        form.requestSubmit();
      })
      .catch(() => {
        // Called off, too late, or no passkey here: it makes no difference to what somebody can do now.
        problem.hidden = false;
      })
      .finally(() => {
        button.disabled = false;
      });
  });

  async function ask() {
    const reply = await fetch(form.dataset.ask, {
      method: 'POST',
      credentials: 'same-origin',
      redirect: 'manual',
    });
    if (!reply.ok) throw new Error();
    const optionsJSON = await reply.json();
    return form.dataset.passkey === 'add'
      ? startRegistration({ optionsJSON })
      : startAuthentication({ optionsJSON });
  }
}
