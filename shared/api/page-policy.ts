/** The page's policy: nothing from elsewhere, no inline script, no frame around it. Every shell serves it. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Mantine writes its style variables into the page.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
