// Lets people see the password that they type. Without scripts the field is a plain one.
for (const input of document.querySelectorAll('input[type="password"]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.dataset.kind = 'link';
  button.setAttribute('aria-controls', input.id);
  const line = document.createElement('div');
  line.append(button);
  input.after(line);
  show(false);
  button.addEventListener('click', () => show(input.type === 'password'));
  // Hidden again before it is sent, so that the browser knows it for a password.
  input.form?.addEventListener('submit', () => show(false));

  function show(visible) {
    input.type = visible ? 'text' : 'password';
    button.textContent = visible ? 'Verberg wachtwoord' : 'Toon wachtwoord';
  }
}
