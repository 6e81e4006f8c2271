/** HTML made without React. */

export function element(tag: string, className: string, ...inside: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.append(...inside)
  return made
}

export function image(url: string): HTMLImageElement {
  const made = document.createElement('img')
  made.src = url
  made.alt = ''
  return made
}
