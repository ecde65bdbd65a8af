// Mends what the theme adds while a page is open: the buttons of a block of code are no landmark.
(() => {
  const named = (within) => {
    const bars = within.matches?.(".md-code__nav") ? [within] : (within.querySelectorAll?.(".md-code__nav") ?? []);
    for (const bar of bars) bar.setAttribute("role", "none");
  };
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach(named))).observe(document.body, {
    childList: true,
    subtree: true,
  });
  named(document.body);
})();

// In a saved folder a link to a page leads to its file, which no server looks up there.
if (location.protocol === "file:")
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const there = link && new URL(link.getAttribute("href"), document.baseURI);
    if (!there || there.protocol !== "file:" || !there.pathname.endsWith("/")) return;
    there.pathname += "index.html";
    link.setAttribute("href", there);
  });
