import type { DirectoryGraph, GraphEdge, GraphNode, NodeType } from '#server/domain/directory/graph-parts.ts'

/** How each type of node looks; bots are told from people at a glance. */
const shapes: Record<NodeType, string> = {
  workspace: 'house',
  public: 'egg',
  directory: 'cylinder',
  person: 'ellipse',
  bot: 'hexagon',
  group: 'folder',
  teamspace: 'tab',
  connection: 'component',
  token: 'note',
  scim_token: 'note',
  invitation: 'cds',
  page: 'box',
  database: 'box3d',
}

/** A graph in the language of Graphviz (https://graphviz.org/doc/info/lang.html). */
export const printDot = ({ time, nodes, edges }: DirectoryGraph): string =>
  [
    'digraph directory {',
    `  graph [rankdir=LR, label=${quoted(new Date(time).toISOString())}];`,
    ...nodes.map(printNode),
    ...edges.map(printEdge),
    '}',
    '',
  ].join('\n')

const printNode = ({ key, type, id, name, email, state, archived }: GraphNode): string => {
  const said = name ?? email ?? id ?? type
  const marks = [...(type === 'bot' ? ['bot'] : []), ...(state === 'suspended' ? ['suspended'] : [])]
  const label = marks.length === 0 ? said : `${said} (${marks.join(', ')})`
  const isOff = state === 'suspended' || archived === true
  return `  ${quoted(key)} [label=${quoted(label)}, shape=${shapes[type]}${isOff ? ', style=dashed, color=gray' : ''}];`
}

function printEdge({ type, from, to, level, role }: GraphEdge): string {
  const label = [type === 'granted' ? level : type.replaceAll('_', ' '), role].filter(Boolean).join(': ')
  return `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}];`
}

/**
 * Text in quotes, that says itself. In labels a backslash begins an escape (`\\N` is the name of the node), and what
 * cannot be printed would steer a terminal.
 */
const quoted = (text: string): string =>
  `"${text
    .replaceAll(/\p{Cc}/gu, '\ufffd')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')}"`
