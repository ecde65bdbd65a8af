// Shows the line at the top of a page once the last check of the record is too old.

for (const line of document.querySelectorAll("[data-checked]")) {
  const days = Math.floor((Date.now() - Date.parse(line.dataset.checked)) / 86_400_000);
  line.querySelector("span").textContent = days;
  line.hidden = days <= Number(line.dataset.days);
}
