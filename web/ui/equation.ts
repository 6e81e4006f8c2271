/** Equations as the browser's own MathML: no fonts and no styles have to come along. */

/**
 * Shows an equation in LaTeX; what is none shows as it was written, in the colour of errors. KaTeX (300 kB) comes with
 * the first of them.
 *
 * @param isBlock whether it stands on a line of its own.
 */
export async function showEquation(
  element: HTMLElement,
  expression: string,
  isBlock: boolean,
): Promise<void> {
  element.textContent = expression
  const { default: katex } = await import('katex')
  const options = { output: 'mathml', displayMode: isBlock, throwOnError: false } as const
  katex.render(expression, element, { ...options, errorColor: 'var(--mantine-color-error)' })
}
