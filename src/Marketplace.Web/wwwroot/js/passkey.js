// Passkeys: forms with data-passkey ask the browser for a key's answer and post it. Shown only where the browser can.
const supported = typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;
const section = document.getElementById('passkey');
if (section && supported) section.hidden = false;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async event => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const error = form.querySelector('[data-passkey-error]');
    error.hidden = true;
    try {
      const token = form.querySelector('input[name="__RequestVerificationToken"]').value;
      const response = await fetch(form.dataset.options + location.search, { method: 'POST', headers: { RequestVerificationToken: token } });
      if (!response.ok) throw new Error(response.status);
      const json = await response.json();
      const credential = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
      form.elements.credential.value = JSON.stringify(credential);
      form.requestSubmit();
    } catch {
      form.elements.credential.value = '';
      error.hidden = false;
      error.setAttribute('role', 'alert');
    }
  });
}
