// Shows an alert that came to this browser, and opens it when it is clicked.
self.addEventListener("push", (event) => {
  const { alert, text } = event.data?.json() ?? {};
  if (!alert) return;
  event.waitUntil(self.registration.showNotification("Resonanz", { body: text, tag: alert, data: { alert } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/alerts"));
});
