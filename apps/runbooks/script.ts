/**
 * What the pages do beyond HTML: the index is narrowed while somebody types (without it, the form asks the server, which does the same),
 * Enter opens the only alert that is left, and blocks of code get a button that copies them.
 */
export const script = `const box = document.querySelector('input[type=search]');
if (box) {
  const rows = [...document.querySelectorAll('[data-text]')];
  const parts = [...document.querySelectorAll('[data-part]')];
  const count = document.querySelector('output');
  const narrow = () => {
    const words = box.value.toLowerCase().split(/\\s+/);
    for (const row of rows) row.hidden = !words.every((word) => row.dataset.text.includes(word));
    for (const part of parts) part.hidden = !part.querySelector('[data-text]:not([hidden])');
    const left = rows.filter((row) => !row.hidden);
    count.textContent = left.length + ' of ' + rows.length;
    return left;
  };
  box.addEventListener('input', narrow);
  box.form.addEventListener('submit', (event) => {
    const left = narrow();
    if (left.length !== 1) return;
    event.preventDefault();
    location.href = left[0].querySelector('a').href;
  });
  box.form.querySelector('button').hidden = true;
  narrow();
}
for (const code of navigator.clipboard ? document.querySelectorAll('.code') : []) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.querySelector('pre').textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  code.append(button);
}`;
