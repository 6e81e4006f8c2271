const found = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/** What the page's policy lets styles in by that a library writes while it runs. */
export const nonce = found

// What holds still behind a dialog writes a style of its own and asks for the nonce here (npm `get-nonce`).
Object.assign(globalThis, { __webpack_nonce__: found })
