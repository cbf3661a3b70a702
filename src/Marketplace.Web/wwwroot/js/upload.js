// Shows how far the work on an uploaded catalogue is, and loads the page anew when it is over. Without JavaScript the link
// « Actualiser la page » does the same.
for (const box of document.querySelectorAll('[data-upload-status]')) follow(box);

async function follow(box) {
  const text = box.querySelector('[role=status]');
  const bar = box.querySelector('progress');
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 1000));
    try {
      const response = await fetch(box.dataset.uploadStatus, { headers: { Accept: 'application/json' } });
      // Signed out, or given up elsewhere: the page itself says so.
      if (!response.ok) return;
      const status = await response.json();
      if (!status.working) {
        location.reload();
        return;
      }
      bar.value = status.progress;
      const said = `${status.text} : ${status.progress} %`;
      if (text.textContent !== said) text.textContent = said;
    } catch {
      // The network is away for a moment: asked again.
    }
  }
}
