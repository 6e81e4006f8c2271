/** Made from the description of the API by `npm run generate`: not to be edited. */

import type { Answered, Followed, Operation } from './operation.ts'

export type Account = {
  object: 'account'
  id: string | null
  name: string | null
  email: string | null
  pending_email: { email: string; expiration_time: string } | null
  email_domains: string[] | null
  locked: ('name' | 'email')[]
  managed_by: { type: 'directory'; name: string; workspace_name: string } | null
}

export type ApiRequest = {
  object: 'api_request'
  id: string
  request_id: string
  bot_id: string
  time: string
  method: string
  path: string
  status: number
  code: string | null
  duration_ms: number
}

export type ApprovedConnection = {
  object: 'approved_connection'
  connection_id: string
  connection: Connection
  approved_time: string
  approved_by: NamedUser | null
  users: NamedUser[]
}

export type AuditEvent = {
  object: 'audit_event'
  id: string
  sequence: number
  timestamp: string
  type: string
  actor: {
    type: 'person' | 'bot' | 'directory' | 'system'
    id: string | null
    name: string | null
    token_id: string | null
  }
  target: { type: string; id: string }
  data: { [name: string]: unknown }
  before: { [name: string]: unknown } | null
  after: { [name: string]: unknown } | null
  ip_address: string | null
  user_agent: string | null
  origin: 'ui' | 'api' | 'scim' | 'saml_jit' | 'invite' | 'cli' | 'system'
}

export type BlockContentRequest =
  | { embed: { url?: string; file_upload?: { id: string }; caption?: RichTextItemRequest[] }; type?: 'embed' }
  | { bookmark: { caption?: RichTextItemRequest[]; url?: string }; type?: 'bookmark' }
  | {
      image: { external?: { url: string }; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
      type?: 'image'
    }
  | {
      video: { external?: { url: string }; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
      type?: 'video'
    }
  | {
      pdf: { external?: { url: string }; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
      type?: 'pdf'
    }
  | {
      file: {
        external?: { url: string }
        file_upload?: { id: string }
        caption?: RichTextItemRequest[]
        name?: string
      }
      type?: 'file'
    }
  | {
      audio: { external?: { url: string }; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
      type?: 'audio'
    }
  | {
      code: {
        caption?: RichTextItemRequest[]
        rich_text?: RichTextItemRequest[]
        language?:
          | 'abap'
          | 'abc'
          | 'agda'
          | 'arduino'
          | 'ascii art'
          | 'assembly'
          | 'bash'
          | 'basic'
          | 'bnf'
          | 'c'
          | 'c#'
          | 'c++'
          | 'clojure'
          | 'coffeescript'
          | 'coq'
          | 'css'
          | 'dart'
          | 'dhall'
          | 'diff'
          | 'docker'
          | 'ebnf'
          | 'elixir'
          | 'elm'
          | 'erlang'
          | 'f#'
          | 'flow'
          | 'fortran'
          | 'gherkin'
          | 'glsl'
          | 'go'
          | 'graphql'
          | 'groovy'
          | 'haskell'
          | 'hcl'
          | 'html'
          | 'idris'
          | 'java'
          | 'javascript'
          | 'json'
          | 'julia'
          | 'kotlin'
          | 'latex'
          | 'less'
          | 'lisp'
          | 'livescript'
          | 'llvm ir'
          | 'lua'
          | 'makefile'
          | 'markdown'
          | 'markup'
          | 'matlab'
          | 'mathematica'
          | 'mermaid'
          | 'nix'
          | 'notion formula'
          | 'objective-c'
          | 'ocaml'
          | 'pascal'
          | 'perl'
          | 'php'
          | 'plain text'
          | 'powershell'
          | 'prolog'
          | 'protobuf'
          | 'purescript'
          | 'python'
          | 'r'
          | 'racket'
          | 'reason'
          | 'ruby'
          | 'rust'
          | 'sass'
          | 'scala'
          | 'scheme'
          | 'scss'
          | 'shell'
          | 'smalltalk'
          | 'solidity'
          | 'sql'
          | 'swift'
          | 'toml'
          | 'typescript'
          | 'vb.net'
          | 'verilog'
          | 'vhdl'
          | 'visual basic'
          | 'webassembly'
          | 'xml'
          | 'yaml'
          | 'java/c/c++/c#'
      }
      type?: 'code'
    }
  | { equation: { expression?: string }; type?: 'equation' }
  | { divider: Record<string, unknown>; type?: 'divider' }
  | { breadcrumb: Record<string, unknown>; type?: 'breadcrumb' }
  | { tab: { children?: unknown[] }; type?: 'tab' }
  | {
      table_of_contents: {
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
      }
      type?: 'table_of_contents'
    }
  | {
      link_to_page:
        | { page_id: string; type?: 'page_id' }
        | { database_id: string; type?: 'database_id' }
        | { comment_id: string; type?: 'comment_id' }
      type?: 'link_to_page'
    }
  | { table_row: { cells?: RichTextItemRequest[][] }; type?: 'table_row' }
  | { table: { has_column_header?: boolean; has_row_header?: boolean; children?: unknown[] }; type?: 'table' }
  | { column: { width_ratio?: number; children?: unknown[] }; type?: 'column' }
  | {
      heading_1: {
        rich_text?: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_1'
    }
  | {
      heading_2: {
        rich_text?: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_2'
    }
  | {
      heading_3: {
        rich_text?: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_3'
    }
  | {
      heading_4: {
        rich_text?: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_4'
    }
  | {
      paragraph: {
        rich_text?: RichTextItemRequest[]
        icon?: IconRequest | null
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'paragraph'
    }
  | {
      bulleted_list_item: {
        rich_text?: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'bulleted_list_item'
    }
  | {
      numbered_list_item: {
        rich_text?: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'numbered_list_item'
    }
  | {
      quote: {
        rich_text?: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'quote'
    }
  | {
      to_do: {
        rich_text?: RichTextItemRequest[]
        checked?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'to_do'
    }
  | {
      toggle: {
        rich_text?: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'toggle'
    }
  | { template: { rich_text?: RichTextItemRequest[]; children?: unknown[] }; type?: 'template' }
  | {
      callout: {
        rich_text?: RichTextItemRequest[]
        icon?: IconRequest | null
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'callout'
    }
  | { synced_block: { synced_from: { block_id: string; type?: 'block_id' } | null }; type?: 'synced_block' }

export type BlockEdit =
  | {
      type: 'insert'
      id?: string
      parent?: string
      after?: string | null
      block?:
        | {
            embed:
              | { url: string; caption?: RichTextItemRequest[] }
              | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
            type?: 'embed'
            object?: 'block'
          }
        | { bookmark: { caption?: RichTextItemRequest[]; url: string }; type?: 'bookmark'; object?: 'block' }
        | {
            image:
              | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
              | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
            type?: 'image'
            object?: 'block'
          }
        | {
            video:
              | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
              | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
            type?: 'video'
            object?: 'block'
          }
        | {
            pdf:
              | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
              | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
            type?: 'pdf'
            object?: 'block'
          }
        | {
            file:
              | {
                  external: { url: string }
                  type?: 'external'
                  caption?: RichTextItemRequest[]
                  name?: string
                }
              | {
                  file_upload: { id: string }
                  type?: 'file_upload'
                  caption?: RichTextItemRequest[]
                  name?: string
                }
            type?: 'file'
            object?: 'block'
          }
        | {
            audio:
              | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
              | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
            type?: 'audio'
            object?: 'block'
          }
        | {
            code: {
              caption?: RichTextItemRequest[]
              rich_text: RichTextItemRequest[]
              language:
                | 'abap'
                | 'abc'
                | 'agda'
                | 'arduino'
                | 'ascii art'
                | 'assembly'
                | 'bash'
                | 'basic'
                | 'bnf'
                | 'c'
                | 'c#'
                | 'c++'
                | 'clojure'
                | 'coffeescript'
                | 'coq'
                | 'css'
                | 'dart'
                | 'dhall'
                | 'diff'
                | 'docker'
                | 'ebnf'
                | 'elixir'
                | 'elm'
                | 'erlang'
                | 'f#'
                | 'flow'
                | 'fortran'
                | 'gherkin'
                | 'glsl'
                | 'go'
                | 'graphql'
                | 'groovy'
                | 'haskell'
                | 'hcl'
                | 'html'
                | 'idris'
                | 'java'
                | 'javascript'
                | 'json'
                | 'julia'
                | 'kotlin'
                | 'latex'
                | 'less'
                | 'lisp'
                | 'livescript'
                | 'llvm ir'
                | 'lua'
                | 'makefile'
                | 'markdown'
                | 'markup'
                | 'matlab'
                | 'mathematica'
                | 'mermaid'
                | 'nix'
                | 'notion formula'
                | 'objective-c'
                | 'ocaml'
                | 'pascal'
                | 'perl'
                | 'php'
                | 'plain text'
                | 'powershell'
                | 'prolog'
                | 'protobuf'
                | 'purescript'
                | 'python'
                | 'r'
                | 'racket'
                | 'reason'
                | 'ruby'
                | 'rust'
                | 'sass'
                | 'scala'
                | 'scheme'
                | 'scss'
                | 'shell'
                | 'smalltalk'
                | 'solidity'
                | 'sql'
                | 'swift'
                | 'toml'
                | 'typescript'
                | 'vb.net'
                | 'verilog'
                | 'vhdl'
                | 'visual basic'
                | 'webassembly'
                | 'xml'
                | 'yaml'
                | 'java/c/c++/c#'
            }
            type?: 'code'
            object?: 'block'
          }
        | { equation: { expression: string }; type?: 'equation'; object?: 'block' }
        | { divider: Record<string, unknown>; type?: 'divider'; object?: 'block' }
        | { breadcrumb: Record<string, unknown>; type?: 'breadcrumb'; object?: 'block' }
        | { tab: { children?: unknown[] }; type?: 'tab'; object?: 'block' }
        | {
            table_of_contents: {
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
            }
            type?: 'table_of_contents'
            object?: 'block'
          }
        | {
            link_to_page:
              | { page_id: string; type?: 'page_id' }
              | { database_id: string; type?: 'database_id' }
              | { comment_id: string; type?: 'comment_id' }
            type?: 'link_to_page'
            object?: 'block'
          }
        | { table_row: { cells: RichTextItemRequest[][] }; type?: 'table_row'; object?: 'block' }
        | {
            table: {
              table_width: number
              has_column_header?: boolean
              has_row_header?: boolean
              children?: unknown[]
            }
            type?: 'table'
            object?: 'block'
          }
        | { column_list: { children?: unknown[] }; type?: 'column_list'; object?: 'block' }
        | { column: { width_ratio?: number; children?: unknown[] }; type?: 'column'; object?: 'block' }
        | {
            heading_1: {
              rich_text: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_1'
            object?: 'block'
          }
        | {
            heading_2: {
              rich_text: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_2'
            object?: 'block'
          }
        | {
            heading_3: {
              rich_text: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_3'
            object?: 'block'
          }
        | {
            heading_4: {
              rich_text: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_4'
            object?: 'block'
          }
        | {
            paragraph: {
              rich_text: RichTextItemRequest[]
              icon?: IconRequest | null
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'paragraph'
            object?: 'block'
          }
        | {
            bulleted_list_item: {
              rich_text: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'bulleted_list_item'
            object?: 'block'
          }
        | {
            numbered_list_item: {
              rich_text: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              list_start_index?: number
              list_format?: 'numbers' | 'letters' | 'roman'
              children?: unknown[]
            }
            type?: 'numbered_list_item'
            object?: 'block'
          }
        | {
            quote: {
              rich_text: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'quote'
            object?: 'block'
          }
        | {
            to_do: {
              rich_text: RichTextItemRequest[]
              checked?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'to_do'
            object?: 'block'
          }
        | {
            toggle: {
              rich_text: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'toggle'
            object?: 'block'
          }
        | {
            template: { rich_text: RichTextItemRequest[]; children?: unknown[] }
            type?: 'template'
            object?: 'block'
          }
        | {
            callout: {
              rich_text: RichTextItemRequest[]
              icon?: IconRequest | null
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'callout'
            object?: 'block'
          }
        | {
            synced_block: {
              synced_from: { block_id: string; type?: 'block_id' } | null
              children?: unknown[]
            }
            type?: 'synced_block'
            object?: 'block'
          }
    }
  | {
      type: 'update'
      id: string
      block: BlockContentRequest
      base?:
        | {
            embed: { url?: string; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
            type?: 'embed'
          }
        | { bookmark: { caption?: RichTextItemRequest[]; url?: string }; type?: 'bookmark' }
        | {
            image: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
            }
            type?: 'image'
          }
        | {
            video: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
            }
            type?: 'video'
          }
        | {
            pdf: { external?: { url: string }; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
            type?: 'pdf'
          }
        | {
            file: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
              name?: string
            }
            type?: 'file'
          }
        | {
            audio: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
            }
            type?: 'audio'
          }
        | {
            code: {
              caption?: RichTextItemRequest[]
              rich_text?: RichTextItemRequest[]
              language?:
                | 'abap'
                | 'abc'
                | 'agda'
                | 'arduino'
                | 'ascii art'
                | 'assembly'
                | 'bash'
                | 'basic'
                | 'bnf'
                | 'c'
                | 'c#'
                | 'c++'
                | 'clojure'
                | 'coffeescript'
                | 'coq'
                | 'css'
                | 'dart'
                | 'dhall'
                | 'diff'
                | 'docker'
                | 'ebnf'
                | 'elixir'
                | 'elm'
                | 'erlang'
                | 'f#'
                | 'flow'
                | 'fortran'
                | 'gherkin'
                | 'glsl'
                | 'go'
                | 'graphql'
                | 'groovy'
                | 'haskell'
                | 'hcl'
                | 'html'
                | 'idris'
                | 'java'
                | 'javascript'
                | 'json'
                | 'julia'
                | 'kotlin'
                | 'latex'
                | 'less'
                | 'lisp'
                | 'livescript'
                | 'llvm ir'
                | 'lua'
                | 'makefile'
                | 'markdown'
                | 'markup'
                | 'matlab'
                | 'mathematica'
                | 'mermaid'
                | 'nix'
                | 'notion formula'
                | 'objective-c'
                | 'ocaml'
                | 'pascal'
                | 'perl'
                | 'php'
                | 'plain text'
                | 'powershell'
                | 'prolog'
                | 'protobuf'
                | 'purescript'
                | 'python'
                | 'r'
                | 'racket'
                | 'reason'
                | 'ruby'
                | 'rust'
                | 'sass'
                | 'scala'
                | 'scheme'
                | 'scss'
                | 'shell'
                | 'smalltalk'
                | 'solidity'
                | 'sql'
                | 'swift'
                | 'toml'
                | 'typescript'
                | 'vb.net'
                | 'verilog'
                | 'vhdl'
                | 'visual basic'
                | 'webassembly'
                | 'xml'
                | 'yaml'
                | 'java/c/c++/c#'
            }
            type?: 'code'
          }
        | { equation: { expression?: string }; type?: 'equation' }
        | { divider: Record<string, unknown>; type?: 'divider' }
        | { breadcrumb: Record<string, unknown>; type?: 'breadcrumb' }
        | { tab: { children?: unknown[] }; type?: 'tab' }
        | {
            table_of_contents: {
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
            }
            type?: 'table_of_contents'
          }
        | {
            link_to_page:
              | { page_id: string; type?: 'page_id' }
              | { database_id: string; type?: 'database_id' }
              | { comment_id: string; type?: 'comment_id' }
            type?: 'link_to_page'
          }
        | { table_row: { cells?: RichTextItemRequest[][] }; type?: 'table_row' }
        | {
            table: { has_column_header?: boolean; has_row_header?: boolean; children?: unknown[] }
            type?: 'table'
          }
        | { column: { width_ratio?: number; children?: unknown[] }; type?: 'column' }
        | {
            heading_1: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_1'
          }
        | {
            heading_2: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_2'
          }
        | {
            heading_3: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_3'
          }
        | {
            heading_4: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_4'
          }
        | {
            paragraph: {
              rich_text?: RichTextItemRequest[]
              icon?: IconRequest | null
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'paragraph'
          }
        | {
            bulleted_list_item: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'bulleted_list_item'
          }
        | {
            numbered_list_item: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'numbered_list_item'
          }
        | {
            quote: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'quote'
          }
        | {
            to_do: {
              rich_text?: RichTextItemRequest[]
              checked?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'to_do'
          }
        | {
            toggle: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'toggle'
          }
        | { template: { rich_text?: RichTextItemRequest[]; children?: unknown[] }; type?: 'template' }
        | {
            callout: {
              rich_text?: RichTextItemRequest[]
              icon?: IconRequest | null
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'callout'
          }
        | {
            synced_block: { synced_from: { block_id: string; type?: 'block_id' } | null }
            type?: 'synced_block'
          }
    }
  | {
      type: 'retype'
      id: string
      block: BlockObjectRequestAlone
      base?:
        | {
            embed: { url?: string; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
            type?: 'embed'
          }
        | { bookmark: { caption?: RichTextItemRequest[]; url?: string }; type?: 'bookmark' }
        | {
            image: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
            }
            type?: 'image'
          }
        | {
            video: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
            }
            type?: 'video'
          }
        | {
            pdf: { external?: { url: string }; file_upload?: { id: string }; caption?: RichTextItemRequest[] }
            type?: 'pdf'
          }
        | {
            file: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
              name?: string
            }
            type?: 'file'
          }
        | {
            audio: {
              external?: { url: string }
              file_upload?: { id: string }
              caption?: RichTextItemRequest[]
            }
            type?: 'audio'
          }
        | {
            code: {
              caption?: RichTextItemRequest[]
              rich_text?: RichTextItemRequest[]
              language?:
                | 'abap'
                | 'abc'
                | 'agda'
                | 'arduino'
                | 'ascii art'
                | 'assembly'
                | 'bash'
                | 'basic'
                | 'bnf'
                | 'c'
                | 'c#'
                | 'c++'
                | 'clojure'
                | 'coffeescript'
                | 'coq'
                | 'css'
                | 'dart'
                | 'dhall'
                | 'diff'
                | 'docker'
                | 'ebnf'
                | 'elixir'
                | 'elm'
                | 'erlang'
                | 'f#'
                | 'flow'
                | 'fortran'
                | 'gherkin'
                | 'glsl'
                | 'go'
                | 'graphql'
                | 'groovy'
                | 'haskell'
                | 'hcl'
                | 'html'
                | 'idris'
                | 'java'
                | 'javascript'
                | 'json'
                | 'julia'
                | 'kotlin'
                | 'latex'
                | 'less'
                | 'lisp'
                | 'livescript'
                | 'llvm ir'
                | 'lua'
                | 'makefile'
                | 'markdown'
                | 'markup'
                | 'matlab'
                | 'mathematica'
                | 'mermaid'
                | 'nix'
                | 'notion formula'
                | 'objective-c'
                | 'ocaml'
                | 'pascal'
                | 'perl'
                | 'php'
                | 'plain text'
                | 'powershell'
                | 'prolog'
                | 'protobuf'
                | 'purescript'
                | 'python'
                | 'r'
                | 'racket'
                | 'reason'
                | 'ruby'
                | 'rust'
                | 'sass'
                | 'scala'
                | 'scheme'
                | 'scss'
                | 'shell'
                | 'smalltalk'
                | 'solidity'
                | 'sql'
                | 'swift'
                | 'toml'
                | 'typescript'
                | 'vb.net'
                | 'verilog'
                | 'vhdl'
                | 'visual basic'
                | 'webassembly'
                | 'xml'
                | 'yaml'
                | 'java/c/c++/c#'
            }
            type?: 'code'
          }
        | { equation: { expression?: string }; type?: 'equation' }
        | { divider: Record<string, unknown>; type?: 'divider' }
        | { breadcrumb: Record<string, unknown>; type?: 'breadcrumb' }
        | { tab: { children?: unknown[] }; type?: 'tab' }
        | {
            table_of_contents: {
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
            }
            type?: 'table_of_contents'
          }
        | {
            link_to_page:
              | { page_id: string; type?: 'page_id' }
              | { database_id: string; type?: 'database_id' }
              | { comment_id: string; type?: 'comment_id' }
            type?: 'link_to_page'
          }
        | { table_row: { cells?: RichTextItemRequest[][] }; type?: 'table_row' }
        | {
            table: { has_column_header?: boolean; has_row_header?: boolean; children?: unknown[] }
            type?: 'table'
          }
        | { column: { width_ratio?: number; children?: unknown[] }; type?: 'column' }
        | {
            heading_1: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_1'
          }
        | {
            heading_2: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_2'
          }
        | {
            heading_3: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_3'
          }
        | {
            heading_4: {
              rich_text?: RichTextItemRequest[]
              is_toggleable?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'heading_4'
          }
        | {
            paragraph: {
              rich_text?: RichTextItemRequest[]
              icon?: IconRequest | null
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'paragraph'
          }
        | {
            bulleted_list_item: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'bulleted_list_item'
          }
        | {
            numbered_list_item: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'numbered_list_item'
          }
        | {
            quote: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'quote'
          }
        | {
            to_do: {
              rich_text?: RichTextItemRequest[]
              checked?: boolean
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'to_do'
          }
        | {
            toggle: {
              rich_text?: RichTextItemRequest[]
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'toggle'
          }
        | { template: { rich_text?: RichTextItemRequest[]; children?: unknown[] }; type?: 'template' }
        | {
            callout: {
              rich_text?: RichTextItemRequest[]
              icon?: IconRequest | null
              color?:
                | 'default'
                | 'gray'
                | 'brown'
                | 'orange'
                | 'yellow'
                | 'green'
                | 'blue'
                | 'purple'
                | 'pink'
                | 'red'
                | 'default_background'
                | 'gray_background'
                | 'brown_background'
                | 'orange_background'
                | 'yellow_background'
                | 'green_background'
                | 'blue_background'
                | 'purple_background'
                | 'pink_background'
                | 'red_background'
              children?: unknown[]
            }
            type?: 'callout'
          }
        | {
            synced_block: { synced_from: { block_id: string; type?: 'block_id' } | null }
            type?: 'synced_block'
          }
    }
  | { type: 'move'; id: string; parent?: string; after?: string | null }
  | { type: 'delete'; id: string }

export type BlockObjectRequestAlone =
  | {
      embed:
        | { url: string; caption?: RichTextItemRequest[] }
        | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
      type?: 'embed'
      object?: 'block'
    }
  | { bookmark: { caption?: RichTextItemRequest[]; url: string }; type?: 'bookmark'; object?: 'block' }
  | {
      image:
        | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
        | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
      type?: 'image'
      object?: 'block'
    }
  | {
      video:
        | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
        | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
      type?: 'video'
      object?: 'block'
    }
  | {
      pdf:
        | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
        | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
      type?: 'pdf'
      object?: 'block'
    }
  | {
      file:
        | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[]; name?: string }
        | {
            file_upload: { id: string }
            type?: 'file_upload'
            caption?: RichTextItemRequest[]
            name?: string
          }
      type?: 'file'
      object?: 'block'
    }
  | {
      audio:
        | { external: { url: string }; type?: 'external'; caption?: RichTextItemRequest[] }
        | { file_upload: { id: string }; type?: 'file_upload'; caption?: RichTextItemRequest[] }
      type?: 'audio'
      object?: 'block'
    }
  | {
      code: {
        caption?: RichTextItemRequest[]
        rich_text: RichTextItemRequest[]
        language:
          | 'abap'
          | 'abc'
          | 'agda'
          | 'arduino'
          | 'ascii art'
          | 'assembly'
          | 'bash'
          | 'basic'
          | 'bnf'
          | 'c'
          | 'c#'
          | 'c++'
          | 'clojure'
          | 'coffeescript'
          | 'coq'
          | 'css'
          | 'dart'
          | 'dhall'
          | 'diff'
          | 'docker'
          | 'ebnf'
          | 'elixir'
          | 'elm'
          | 'erlang'
          | 'f#'
          | 'flow'
          | 'fortran'
          | 'gherkin'
          | 'glsl'
          | 'go'
          | 'graphql'
          | 'groovy'
          | 'haskell'
          | 'hcl'
          | 'html'
          | 'idris'
          | 'java'
          | 'javascript'
          | 'json'
          | 'julia'
          | 'kotlin'
          | 'latex'
          | 'less'
          | 'lisp'
          | 'livescript'
          | 'llvm ir'
          | 'lua'
          | 'makefile'
          | 'markdown'
          | 'markup'
          | 'matlab'
          | 'mathematica'
          | 'mermaid'
          | 'nix'
          | 'notion formula'
          | 'objective-c'
          | 'ocaml'
          | 'pascal'
          | 'perl'
          | 'php'
          | 'plain text'
          | 'powershell'
          | 'prolog'
          | 'protobuf'
          | 'purescript'
          | 'python'
          | 'r'
          | 'racket'
          | 'reason'
          | 'ruby'
          | 'rust'
          | 'sass'
          | 'scala'
          | 'scheme'
          | 'scss'
          | 'shell'
          | 'smalltalk'
          | 'solidity'
          | 'sql'
          | 'swift'
          | 'toml'
          | 'typescript'
          | 'vb.net'
          | 'verilog'
          | 'vhdl'
          | 'visual basic'
          | 'webassembly'
          | 'xml'
          | 'yaml'
          | 'java/c/c++/c#'
      }
      type?: 'code'
      object?: 'block'
    }
  | { equation: { expression: string }; type?: 'equation'; object?: 'block' }
  | { divider: Record<string, unknown>; type?: 'divider'; object?: 'block' }
  | { breadcrumb: Record<string, unknown>; type?: 'breadcrumb'; object?: 'block' }
  | { tab: { children?: unknown[] }; type?: 'tab'; object?: 'block' }
  | {
      table_of_contents: {
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
      }
      type?: 'table_of_contents'
      object?: 'block'
    }
  | {
      link_to_page:
        | { page_id: string; type?: 'page_id' }
        | { database_id: string; type?: 'database_id' }
        | { comment_id: string; type?: 'comment_id' }
      type?: 'link_to_page'
      object?: 'block'
    }
  | { table_row: { cells: RichTextItemRequest[][] }; type?: 'table_row'; object?: 'block' }
  | {
      table: {
        table_width: number
        has_column_header?: boolean
        has_row_header?: boolean
        children?: unknown[]
      }
      type?: 'table'
      object?: 'block'
    }
  | { column_list: { children?: unknown[] }; type?: 'column_list'; object?: 'block' }
  | { column: { width_ratio?: number; children?: unknown[] }; type?: 'column'; object?: 'block' }
  | {
      heading_1: {
        rich_text: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_1'
      object?: 'block'
    }
  | {
      heading_2: {
        rich_text: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_2'
      object?: 'block'
    }
  | {
      heading_3: {
        rich_text: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_3'
      object?: 'block'
    }
  | {
      heading_4: {
        rich_text: RichTextItemRequest[]
        is_toggleable?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'heading_4'
      object?: 'block'
    }
  | {
      paragraph: {
        rich_text: RichTextItemRequest[]
        icon?: IconRequest | null
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'paragraph'
      object?: 'block'
    }
  | {
      bulleted_list_item: {
        rich_text: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'bulleted_list_item'
      object?: 'block'
    }
  | {
      numbered_list_item: {
        rich_text: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        list_start_index?: number
        list_format?: 'numbers' | 'letters' | 'roman'
        children?: unknown[]
      }
      type?: 'numbered_list_item'
      object?: 'block'
    }
  | {
      quote: {
        rich_text: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'quote'
      object?: 'block'
    }
  | {
      to_do: {
        rich_text: RichTextItemRequest[]
        checked?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'to_do'
      object?: 'block'
    }
  | {
      toggle: {
        rich_text: RichTextItemRequest[]
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'toggle'
      object?: 'block'
    }
  | {
      template: { rich_text: RichTextItemRequest[]; children?: unknown[] }
      type?: 'template'
      object?: 'block'
    }
  | {
      callout: {
        rich_text: RichTextItemRequest[]
        icon?: IconRequest | null
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
        children?: unknown[]
      }
      type?: 'callout'
      object?: 'block'
    }
  | {
      synced_block: { synced_from: { block_id: string; type?: 'block_id' } | null; children?: unknown[] }
      type?: 'synced_block'
      object?: 'block'
    }

export type Comment = {
  object: 'comment'
  id: string
  parent: { [name: string]: unknown }
  discussion_id: string
  created_time: string
  last_edited_time: string
  created_by: { object: 'user'; id: string }
  rich_text: { [name: string]: unknown }[]
  display_name: { type: 'integration' | 'user' | 'custom'; resolved_name: string | null }
  attachments?: { [name: string]: unknown }[]
}

export type Connection = {
  object: 'connection'
  id: string
  name: string
  kind: 'internal' | 'public'
  description: string | null
  logo_url: string | null
  developer_name: string | null
  website_url: string | null
  support_url: string | null
  privacy_url: string | null
  terms_url: string | null
  first_party: boolean
  capabilities: ConnectionCapabilities
  template_url: string | null
  bot_id: string | null
  client_id: string | null
  redirect_uris: string[]
  distribution: 'any_workspace' | 'this_workspace'
  page_managers: 'members' | 'owners'
  access_token_seconds: number | null
  home_workspace_id: string
  is_self_registered: boolean
  created_time: string
  created_by: NamedUser | null
  last_edited_time: string
  installed: boolean
  added_by: NamedUser | null
  added_time: string | null
}

export type ConnectionCapabilities = {
  content: ('read' | 'update' | 'insert')[]
  comments: ('read' | 'insert')[]
  user_info: 'none' | 'no_email' | 'email'
  permissions: 'none' | 'read' | 'write'
  administer: boolean
}

export type ConnectionDistribution = {
  object: 'connection_distribution'
  connection_id: string
  distribution: 'any_workspace' | 'this_workspace'
  workspaces: number
  people: number
}

export type ConnectionOnPage = {
  object: 'connection'
  id: string
  name: string
  kind: 'internal' | 'public'
  logo_url: string | null
  bot_id: string
  user: { object: 'user'; id: string; name: string | null } | null
  level: 'view' | 'comment' | 'edit_content' | 'edit' | 'full_access'
  expires_time: string | null
  inherited: boolean
  inherited_from:
    | { type: 'workspace'; workspace: true }
    | { type: 'page_id'; page_id: string }
    | { type: 'database_id'; database_id: string }
    | null
}

export type ConnectionRequest = {
  object: 'connection_request'
  id: string
  connection_id: string
  connection: {
    object: 'connection'
    id: string
    name: string
    kind: 'internal' | 'public'
    description: string | null
    logo_url: string | null
    developer_name: string | null
    website_url: string | null
    support_url: string | null
    privacy_url: string | null
    terms_url: string | null
    first_party: boolean
    capabilities: ConnectionCapabilities
  }
  user: NamedUser
  message: string | null
  state: 'pending' | 'approved' | 'denied'
  created_time: string
  decided_time: string | null
  decided_by: NamedUser | null
}

export type ConnectionSecret = {
  object: 'connection_secret'
  connection_id: string
  token?: string
  token_created_time?: string
  token_last_used_time?: string | null
  previous_tokens: { hint: string; expires_time: string | null; last_used_time: string | null }[]
  client_id?: string
  client_secret?: string
  client_last_used_time?: string | null
  previous_client_secret_expires_time?: string | null
}

export type ConnectionUser = {
  object: 'user'
  id: string
  name: string | null
  avatar_url: string | null
  type: 'person' | 'bot'
  person?: { email: string | null }
  bot?: Record<string, unknown>
  bot_id: string
  capabilities: ConnectionCapabilities
  added_time: string
  authorized_time: string
  last_used_time: string | null
}

export type CoverRequest =
  | { external: { url: string }; type?: 'external' }
  | { file_upload: { id: string }; type?: 'file_upload' }

export type DirectoryConflict = {
  object: 'directory_conflict'
  id: string
  field: 'name' | 'email' | 'role' | 'state' | 'members'
  user: { object: 'user'; id: string } | null
  group: { object: 'group'; id: string } | null
  managed_by: { type: 'directory'; name: string }
  directory_value: unknown
  value: unknown
  changed_by: { object: 'user'; id: string } | null
  changed_time: string
}

export type DirectoryGraph = {
  object: 'directory_graph'
  time: string
  nodes: DirectoryGraphNode[]
  edges: DirectoryGraphEdge[]
}

export type DirectoryGraphEdge = {
  type: 'member_of' | 'manages' | 'token_of' | 'acts_as' | 'acts_for' | 'installed' | 'created_by' | 'granted'
  from: string
  to: string
  role?: string
  level?: string
  owners_only?: true
  expires_time?: string | null
}

export type DirectoryGraphNode = {
  key: string
  type:
    | 'workspace'
    | 'public'
    | 'directory'
    | 'person'
    | 'bot'
    | 'group'
    | 'teamspace'
    | 'connection'
    | 'token'
    | 'scim_token'
    | 'invitation'
    | 'page'
    | 'database'
  id: string | null
  name: string | null
  email?: string | null
  role?: string | null
  state?: 'active' | 'suspended'
  kind?: string
  visibility?: string
  archived?: boolean
  expires_time?: string | null
}

export type Discussion = {
  object: 'discussion'
  id: string
  parent: { [name: string]: unknown }
  page_id: string
  resolved: boolean
  resolved_time: string | null
  resolved_by: { object: 'user'; id: string } | null
  comments: Comment[]
  comment_count: number
}

export type Domain = {
  object: 'domain'
  id: string
  domain: string
  display_name: string
  status: 'pending' | 'verified' | 'failed'
  verified_by: 'dns' | 'trust' | 'owner' | null
  failure_reason: 'expired' | 'lost' | 'taken' | null
  record: { type: 'TXT'; name: string; value: string }
  code_expiration_time: string | null
  verified_time: string | null
  last_check: { time: string; found: 'record' | 'no_record' | 'other_record' | 'no_answer' } | null
  created_time: string
  created_by: { object: 'user'; id: string } | null
}

export type EffectivePermission = {
  object: 'effective_permission'
  page_id?: string
  database_id?: string
  principal: Principal
  level: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
  role: string | null
  via: Permission[]
}

export type Group = {
  object: 'group'
  id: string
  name: string
  member_count: number
  managed_by: { type: 'directory'; name: string } | null
  directory_conflicts: DirectoryConflict[]
  directory_conflict_count: number
  created_time: string
  last_edited_time: string
}

export type IconRequest =
  | { emoji: string; type?: 'emoji' }
  | { external: { url: string }; type?: 'external' }
  | { custom_emoji: { id: string; name?: string; url?: string }; type?: 'custom_emoji' }
  | {
      icon: {
        name: string
        color?:
          | 'gray'
          | 'lightgray'
          | 'brown'
          | 'yellow'
          | 'orange'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
      }
      type?: 'icon'
    }
  | { file_upload: { id: string }; type?: 'file_upload' }

export type Invitation = {
  object: 'invitation'
  id: string
  email: string | null
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
  status: 'pending' | 'expired' | 'accepted' | 'cancelled'
  message: string | null
  url: string | null
  user_id: string | null
  created_time: string
  created_by: { object: 'user'; id: string } | null
  expires_time: string
}

export type MadeConnection = {
  object: 'connection'
  id: string
  name: string
  kind: 'internal' | 'public'
  description: string | null
  logo_url: string | null
  developer_name: string | null
  website_url: string | null
  support_url: string | null
  privacy_url: string | null
  terms_url: string | null
  first_party: boolean
  capabilities: ConnectionCapabilities
  template_url: string | null
  bot_id: string | null
  client_id: string | null
  redirect_uris: string[]
  distribution: 'any_workspace' | 'this_workspace'
  page_managers: 'members' | 'owners'
  access_token_seconds: number | null
  home_workspace_id: string
  is_self_registered: boolean
  created_time: string
  created_by: NamedUser | null
  last_edited_time: string
  installed: boolean
  added_by: NamedUser | null
  added_time: string | null
  token?: string
  client_secret?: string
}

export type ManagedUser =
  | {
      object: 'user'
      id: string
      name: string | null
      avatar_url: string | null
      state: 'active' | 'suspended' | 'removed'
      created_time: string
      type: 'person'
      person: { email?: string }
      role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest' | null
      managed_by: { type: 'directory'; name: string } | null
      directory_conflicts: DirectoryConflict[]
      groups: { object: 'group'; id: string; name: string }[]
    }
  | {
      object: 'user'
      id: string
      name: string | null
      avatar_url: string | null
      state: 'active' | 'suspended' | 'removed'
      created_time: string
      type: 'bot'
      bot: Record<string, unknown>
    }

export type Me = {
  object: 'user'
  id: string
  type: 'person'
  name: string | null
  avatar_url: string | null
  person: {
    email?: string
    octavo: {
      locked: ('name' | 'avatar_url' | 'email')[]
      managed_by: { type: 'directory'; name: string } | null
    }
  }
}

export type NamedUser = { object: 'user'; id: string; name: string | null }

export type NewPersonalAccessToken = {
  object: 'token'
  id: string
  name: string | null
  hint: string
  owner: { object: 'user'; id: string }
  capabilities: ConnectionCapabilities
  status: 'active' | 'expired' | 'revoked'
  blocked_by_policy: boolean
  created_time: string
  expiration_time: string | null
  revoked_time: string | null
  revoked_by: { object: 'user'; id: string } | null
  last_used: { time: string; ip_address: string | null; user_agent: string | null } | null
  token: string
}

export type NewScimToken = {
  object: 'scim_token'
  id: string
  name: string
  hint: string
  status: 'active' | 'expired' | 'revoked'
  created_time: string
  created_by: { object: 'user'; id: string } | null
  expiration_time: string | null
  revoked_time: string | null
  revoked_by: { object: 'user'; id: string } | null
  last_used: { time: string; ip_address: string | null; user_agent: string | null } | null
  token: string
}

export type NewWorkspace = {
  object: 'workspace'
  id: string
  name: string
  icon: string | null
  domains: string[]
  created_time: string
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
  token: string | null
}

export type OfferedConnection = {
  object: 'connection'
  id: string
  name: string
  kind: 'internal' | 'public'
  description: string | null
  logo_url: string | null
  developer_name: string | null
  website_url: string | null
  support_url: string | null
  privacy_url: string | null
  terms_url: string | null
  first_party: boolean
  capabilities: ConnectionCapabilities
  may: string[]
  status: 'installed' | 'approved' | 'available' | 'to_be_requested' | 'requested' | 'refused_by_policy'
  request: {
    state: 'pending' | 'approved' | 'denied'
    created_time: string
    decided_time: string | null
  } | null /** What acts for the caller alone, once they authorised it. */
  bot_id: string | null
}

export type OwnWorkspace = {
  object: 'workspace'
  id: string
  name: string
  icon: string | null
  domains: string[]
  created_time: string
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
}

export type PageTitle = {
  object: 'page_title'
  id: string /** Plain text; empty when it has none. */
  title: string
}

export type Passkey = {
  object: 'passkey'
  id: string
  name: string
  is_synced: boolean
  created_time: string
  last_used_time: string | null
}

export type Permission = {
  object: 'permission'
  id: string
  page_id?: string
  database_id?: string
  principal: Principal
  name: string | null
  avatar_url: string | null
  level: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view'
  role: string
  inherited: boolean
  inherited_from:
    | { type: 'page_id'; page_id: string }
    | { type: 'database_id'; database_id: string }
    | { type: 'teamspace_id'; teamspace_id: string }
    | { type: 'workspace'; workspace: true }
    | null
  status: 'active' | 'pending' | 'expired'
  invitation: { id: string; email: string | null; expires_time: string; url?: string } | null
  link: { url: string; search_indexing: boolean; allow_duplicate: boolean } | null
  expiration_time: string | null
  created_time: string
  created_by: { object: 'user'; id: string } | null
  last_edited_time: string
  last_edited_by: { object: 'user'; id: string } | null
  dry_run?: true
  effects?: {
    count: number
    losing: number
    first: {
      principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
      name: string | null
      before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
      after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
    }[]
  }
  deleted?: true
}

export type PermissionCandidate = {
  object: 'permission_candidate'
  principal: { type: 'user_id'; user_id: string } | { type: 'group_id'; group_id: string }
  name: string | null
  email: string | null
  avatar_url: string | null
}

export type PersonalAccessToken = {
  object: 'token'
  id: string
  name: string | null
  hint: string
  owner: { object: 'user'; id: string }
  capabilities: ConnectionCapabilities
  status: 'active' | 'expired' | 'revoked'
  blocked_by_policy: boolean
  created_time: string
  expiration_time: string | null
  revoked_time: string | null
  revoked_by: { object: 'user'; id: string } | null
  last_used: { time: string; ip_address: string | null; user_agent: string | null } | null
}

export type Policy = {
  object: 'policy'
  connections: {
    install: 'unrestricted' | 'approved_only' | 'owners_only'
    create: 'members' | 'owners'
    auto_approve_first_party: boolean
    self_registration: boolean
  }
  guests: { invited_by_connections: boolean }
  personal_access_tokens: {
    create: 'members' | 'groups' | 'owners'
    groups: string[]
    longest_days: number | null
  }
  sharing: { public_pages: boolean; workspace_by_connections: boolean }
  scim: { domains: 'any' | 'verified' }
  sign_in: { second_factor: 'optional' | 'required' }
  retention: { changes_days: number; audit_days: number; deliveries_days: number; directory_days: number }
  audit: { page_views: boolean }
}

export type Principal =
  | { type: 'user_id'; user_id: string }
  | { type: 'bot_id'; bot_id: string }
  | { type: 'group_id'; group_id: string }
  | { type: 'teamspace_id'; teamspace_id: string; teamspace_role?: 'owner' }
  | { type: 'email'; email: string | null }
  | { type: 'workspace'; workspace: true }
  | { type: 'public'; public: true }

export type ReachedNode = {
  object: 'page' | 'database'
  id: string
  title: string
  level: 'view' | 'comment' | 'edit_content' | 'edit' | 'full_access'
  parent: { type: 'page_id'; page_id: string } | { type: 'database_id'; database_id: string } | null
  inherited: boolean
}

export type RecoveryCodes = { object: 'recovery_codes'; codes: string[] }

export type RichTextItemRequest =
  | {
      text: { content: string; link?: { url: string; type?: 'url' } | null }
      type?: 'text'
      annotations?: {
        bold?: boolean
        italic?: boolean
        strikethrough?: boolean
        underline?: boolean
        code?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
      }
      plain_text?: unknown
      href?: unknown
    }
  | {
      mention:
        | {
            user: {
              id: string
              object?: 'user'
              name?: unknown
              avatar_url?: unknown
              type?: unknown
              person?: unknown
              bot?: unknown
            }
            type?: 'user'
          }
        | { date: { start: string; end?: string | null; time_zone?: string | null }; type?: 'date' }
        | { page: { id: string }; type?: 'page' }
        | { database: { id: string }; type?: 'database' }
        | {
            template_mention:
              | { template_mention_date: 'today' | 'now'; type?: 'template_mention_date' }
              | { template_mention_user: 'me'; type?: 'template_mention_user' }
            type?: 'template_mention'
          }
        | { custom_emoji: { id: string; name?: string; url?: string }; type?: 'custom_emoji' }
      type?: 'mention'
      annotations?: {
        bold?: boolean
        italic?: boolean
        strikethrough?: boolean
        underline?: boolean
        code?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
      }
      plain_text?: unknown
      href?: unknown
    }
  | {
      equation: { expression: string }
      type?: 'equation'
      annotations?: {
        bold?: boolean
        italic?: boolean
        strikethrough?: boolean
        underline?: boolean
        code?: boolean
        color?:
          | 'default'
          | 'gray'
          | 'brown'
          | 'orange'
          | 'yellow'
          | 'green'
          | 'blue'
          | 'purple'
          | 'pink'
          | 'red'
          | 'default_background'
          | 'gray_background'
          | 'brown_background'
          | 'orange_background'
          | 'yellow_background'
          | 'green_background'
          | 'blue_background'
          | 'purple_background'
          | 'pink_background'
          | 'red_background'
      }
      plain_text?: unknown
      href?: unknown
    }

export type Saml = {
  object: 'saml'
  enabled: boolean
  enforced: boolean
  just_in_time: boolean
  default_role: 'member' | 'restricted_member'
  allow_idp_initiated: boolean
  allow_sha1: boolean
  attribute_map: {
    email: string | null
    name: string | null
    first_name: string | null
    last_name: string | null
    photo: string | null
  }
  groups: { attribute: string; map: { value: string; group_id: string }[] | null } | null
  break_glass: string[]
  service_provider: { entity_id: string; acs_url: string; metadata_url: string; login_url: string }
  domains: string[]
  identity_provider: {
    entity_id: string
    sso_url: string
    certificates: { fingerprint_sha256: string; subject: string; valid_from: string; valid_to: string }[]
  } | null
  metadata: {
    url: string | null
    refreshed_time: string | null
    next_refresh_time: string | null
    error: string | null
  }
  last_test: {
    time: string
    passed: boolean
    is_current: boolean
    reason: string | null
    message: string | null
    name_id: string | null
    name_id_format: string | null
    attributes: { name: string; friendly_name: string | null; values: string[] }[]
    person: { email: string; name: string | null; avatar_url: string | null; groups: string[] } | null
    warnings: string[]
  } | null
  warnings: string[]
}

export type SamlEnforcement = {
  object: 'saml_enforcement'
  people_count: number
  never_signed_in_count: number
  sessions_count: number
  people: {
    object: 'user'
    id: string
    name: string | null
    email: string | null
    last_login_time: string | null
  }[]
  break_glass: {
    object: 'user'
    id: string
    name: string | null
    email: string | null
    last_login_time: string | null
  }[]
}

export type SamlTest = { object: 'saml_test'; login_url: string; expiration_time: string }

export type ScimRequest = {
  object: 'scim_request'
  id: string
  time: string
  method: string
  path: string
  status: number
  directory: string
  token_id: string
  ip_address: string | null
  user_agent: string | null
  resource_id: string | null
  changes: { field: string; before: unknown; after: unknown; more?: number }[] | null
  error: { scim_type: string | null; detail: string } | null
  dry_run: boolean
  bulk: boolean
  count: number
}

export type ScimToken = {
  object: 'scim_token'
  id: string
  name: string
  hint: string
  status: 'active' | 'expired' | 'revoked'
  created_time: string
  created_by: { object: 'user'; id: string } | null
  expiration_time: string | null
  revoked_time: string | null
  revoked_by: { object: 'user'; id: string } | null
  last_used: { time: string; ip_address: string | null; user_agent: string | null } | null
}

export type SecretState = {
  object: 'secret'
  kind: 'token' | 'client_secret'
  state: 'current' | 'previous'
  hint: string | null
  created_time: string | null
  last_used_time: string | null
  expires_time: string | null
}

export type Session = {
  object: 'session'
  id: string
  is_current: boolean
  method: string
  has_two_factors: boolean
  workspace_id: string | null
  ip_address: string | null
  browser: string | null
  created_time: string
  last_seen_time: string
  expires_time: string
}

export type Teamspace = {
  object: 'teamspace'
  id: string
  name: string
  description: string | null
  icon: { type: 'emoji'; emoji: string } | { type: 'external'; external: { url: string } } | null
  visibility: 'open' | 'closed' | 'private'
  is_default: boolean
  invite: 'owners' | 'members'
  levels: {
    owners: 'full_access'
    members: 'full_access' | 'edit' | 'comment' | 'view' | null
    workspace: 'full_access' | 'edit' | 'comment' | 'view' | null
  }
  role: 'owner' | 'member' | null
  archived: boolean
  archived_time: string | null
  created_time: string
  created_by: { object: 'user'; id: string } | null
  last_edited_time: string
}

export type TeamspaceMember = {
  object: 'teamspace_member'
  teamspace_id: string
  principal: { type: 'user_id'; user_id: string } | { type: 'group_id'; group_id: string }
  role: 'owner' | 'member'
  created_time: string
}

export type TextMatch = {
  object: 'text_match'
  page: TreeItem
  title: {
    text: string /** What matches, in UTF-16 code units (as JavaScript counts) from the beginning of `text`. */
    highlights: { start: number; end: number }[]
  }
  match: {
    type: 'block' | 'property' | 'comment' | 'description'
    id: string | null
    text: string /** What matches, in UTF-16 code units (as JavaScript counts) from the beginning of `text`. */
    highlights: { start: number; end: number }[]
  } | null
}

export type Totp = {
  object: 'totp'
  is_enabled: boolean
  created_time: string | null
  recovery_codes_left: number
}

export type TreeItem = {
  object: 'tree_item'
  id: string
  type: 'page' | 'database' /** Plain text; empty when it has none. */
  title: string
  icon: { [name: string]: unknown } | null
  parent: { [name: string]: unknown }
  level:
    | 'view'
    | 'comment'
    | 'edit_content'
    | 'edit'
    | 'full_access' /** Whether pages or databases stand in it, or blocks that may hold some. */
  has_children: boolean
  in_trash: boolean
  url: string
}

export type TreePlace = {
  object: 'tree_place'
  item: TreeItem
  effects: {
    count: number
    losing: number
    first: {
      principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
      name: string | null
      before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
      after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
    }[]
  }
  dry_run: boolean
}

export type UserChange = {
  object: 'user_change'
  id: string
  sequence: number
  type:
    | 'user.added'
    | 'user.updated'
    | 'user.role_updated'
    | 'user.suspended'
    | 'user.reactivated'
    | 'user.removed'
    | 'guest.added'
    | 'guest.removed'
    | 'group.created'
    | 'group.updated'
    | 'group.deleted'
    | 'group.member_added'
    | 'group.member_removed'
    | 'invitation.created'
    | 'invitation.updated'
    | 'invitation.accepted'
    | 'invitation.cancelled'
    | 'connection.added'
    | 'connection.removed'
  timestamp: string
  entity: { type: 'user' | 'group' | 'invitation' | 'connection'; id: string }
  authors: { id: string; type: 'person' | 'bot' }[]
  origin: 'ui' | 'api' | 'scim' | 'saml_jit' | 'invite' | 'cli' | 'system'
  changed: string[]
  previous: {
    name?: string | null
    avatar_url?: string | null
    email?: string | null
    role?: string
    status?: string
  }
  data: { [name: string]: unknown }
  user?:
    | {
        object: 'user'
        id: string
        name: string | null
        avatar_url: string | null
        type: 'person'
        person: {
          email?: string
          octavo?: { role: string; status: string; groups: { object: 'group'; id: string; name: string }[] }
        }
      }
    | {
        object: 'user'
        id: string
        name: string | null
        avatar_url: string | null
        type: 'bot'
        bot: {
          owner?:
            | { type: 'workspace'; workspace: true }
            | {
                type: 'user'
                user: {
                  object: 'user'
                  id: string
                  name: string | null
                  avatar_url: string | null
                  type: 'person'
                  person: { email?: string }
                }
              }
          workspace_name?: string
          workspace_id?: string
          workspace_limits?: { max_file_upload_size_in_bytes: number }
        }
      }
  group?: { object: 'group'; id: string; name: string }
  tombstone?: { object: 'user' | 'group'; id: string; removed_time: string }
}

export type ViewGroup = {
  object: 'view_group' /** Tells the group from the others; empty for rows without a value. */
  key: string /** What rows of the group have: an option, a status group, a user, `{id}` of a page, days `{from, to}` that may have a `name` such as `today`, numbers `{from, to}`, a text in small letters, true or false; null for rows without a value. */
  value: unknown /** As that of a query: rows that pass it are in the group. */
  filter: {
    [name: string]: unknown
  } /** The rows of the view in it; one with several values is in several. */
  count: number
}

export type Webhook = {
  object: 'webhook'
  id: string
  url: string
  event_types: string[]
  include: 'entity'[]
  state: 'pending_verification' | 'active' | 'paused' | 'deleted'
  paused_reason: 'requested' | 'failing' | 'gone' | null
  api_version: string
  connection_id: string
  is_replaying: boolean
  created_time: string
  created_by: { object: 'user'; id: string }
  last_edited_time: string
}

export type WebhookDelivery = {
  object: 'webhook_delivery'
  id: string
  webhook_id: string
  kind: 'event' | 'handshake'
  event_id: string
  type: string
  entity: { id: string; type: string }
  state: 'waiting' | 'delivered' | 'failed' | 'withheld'
  attempts: number
  last_status: number | null
  next_attempt_time: string | null
  created_time: string
  finished_time: string | null
}

export type WebhookDeliveryWithAttempts = {
  object: 'webhook_delivery'
  id: string
  webhook_id: string
  kind: 'event' | 'handshake'
  event_id: string
  type: string
  entity: { id: string; type: string }
  state: 'waiting' | 'delivered' | 'failed' | 'withheld'
  attempts: number
  last_status: number | null
  next_attempt_time: string | null
  created_time: string
  finished_time: string | null
  requests: {
    attempt_number: number
    url: string
    started_time: string
    duration_ms: number
    request: { headers: { [name: string]: unknown }; body: string }
    response: { status: number; headers: { [name: string]: unknown }; body: string | null } | null
    error: string | null
  }[]
}

export type WebhookEventType = {
  object: 'webhook_event_type'
  type: string
  description: string
  needs: 'read_content' | 'read_comments' | 'read_user_info' | 'read_permissions'
  is_aggregated: boolean
}

export type WebhookRedelivery = { object: 'webhook_redelivery'; count: number; has_more: boolean }

export type Workspace = {
  object: 'workspace'
  id: string
  name: string
  icon: string | null
  domains: string[]
  created_time: string
}

export interface Methods {
  pages: {
    /** Inserts, changes, moves, retypes and deletes blocks of a page, all or none, and merges what others wrote. */
    edit(args: { page_id: string } & { base_revision?: string; edits: BlockEdit[] }): Promise<
      {
        object: 'page_edits'
        page_id: string
        revision: string
        is_behind: boolean
        results: {
          id: string
          status: 'done' | 'merged' | 'conflict'
          reason: 'in_trash' | 'changed' | 'in_itself' | null
          block: { object: 'block'; id: string } | null
        }[]
      } & Answered
    >
    /** The titles of up to 100 pages or databases at once; those that the caller does not see are left out. */
    titles(args: { page_ids: string[] }): Promise<
      {
        object: 'list'
        results: PageTitle[]
        next_cursor: string | null
        has_more: boolean
        type: 'page_title'
        page_title: Record<string, unknown>
      } & Answered
    >
    connections: {
      /** The connections of a page: those added there, and those that come from above. */
      list(args: { page_id: string }): Promise<
        {
          object: 'list'
          results: ConnectionOnPage[]
          next_cursor: string | null
          has_more: boolean
          type: 'connection'
          connection: Record<string, unknown>
        } & Answered
      >
      /** Adds a connection to a page and all that is below it, as the policy of the workspace lets one. */
      add(
        args: { page_id: string } & {
          connection_id?: string
          bot_id?: string
          level?: 'view' | 'comment' | 'edit_content' | 'edit' | 'full_access'
        },
      ): Promise<ConnectionOnPage & Answered>
      /** Takes a connection off a page; where it comes from above, the page stops inheriting. */
      remove(args: {
        page_id: string
        connection_id: string
      }): Promise<{ object: 'connection'; id: string; outcome: 'removed' | 'inheritance_broken' } & Answered>
    }
    /** The open discussions on a page and its blocks, oldest first; those that are resolved when asked for. */
    discussions(args: {
      page_id: string
      start_cursor?: string | null
      page_size?: number
      resolved?: boolean
    }): Promise<
      {
        object: 'list'
        results: Discussion[]
        next_cursor: string | null
        has_more: boolean
        type: 'discussion'
        discussion: Record<string, unknown>
      } & Answered
    >
    /** The pages and databases that stand in a page, those within its blocks too. */
    tree(args: { page_id: string; start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: TreeItem[]
        next_cursor: string | null
        has_more: boolean
        type: 'tree_item'
        tree_item: Record<string, unknown>
      } & Answered
    >
    permissions: {
      /** Who may do what of a page or database: workspace, public, teamspaces, groups, people, bots, pending ones. */
      list(args: {
        page_id: string
        inherited?: boolean
        start_cursor?: string | null
        page_size?: number
      }): Promise<
        {
          object: 'list'
          results: Permission[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission'
          permission: Record<string, unknown>
          inherits: boolean
        } & Answered
      >
      /** Grants somebody access, or changes what they were granted here. An e-mail that is nobody's is invited. */
      grant(
        args: { page_id: string } & {
          principal?: {
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
          }
          type?: string
          user_id?: string
          email?: string
          emailAddress?: string
          group_id?: string
          bot_id?: string
          connection_id?: string
          integration_id?: string
          teamspace_id?: string
          workspace?: true
          public?: true
          level?: string
          role?: string
          expiration_time?: string | null
          link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          notify?: boolean
          message?: string
          if_not_member?: 'invite' | 'error'
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<Permission & Answered>
      /** Grants and revokes at once: all, or nothing. */
      change(
        args: { page_id: string } & {
          set?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          remove?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          inherit?: boolean
          notify?: boolean
          message?: string
          if_not_member?: 'invite' | 'error'
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<
        {
          object: 'list'
          results: Permission[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission'
          permission: Record<string, unknown>
          dry_run?: true
          effects?: {
            count: number
            losing: number
            first: {
              principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
              name: string | null
              before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
              after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
            }[]
          }
        } & Answered
      >
      /** What somebody may do here, and why; oneself when nobody is named. */
      effective(args: {
        page_id: string
        user_id?: string
        email?: string
        group_id?: string
        bot_id?: string
        connection_id?: string
      }): Promise<EffectivePermission & Answered>
      /** People and groups that could be given access here, by the words of their name or e-mail. */
      candidates(args: { page_id: string; query?: string }): Promise<
        {
          object: 'list'
          results: PermissionCandidate[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission_candidate'
          permission_candidate: Record<string, unknown>
        } & Answered
      >
      /** One permission. */
      retrieve(args: { page_id: string; permission_id: string }): Promise<Permission & Answered>
      /** Changes level, expiry or link of one permission. */
      update(
        args: { page_id: string; permission_id: string } & {
          level?: string
          role?: string
          expiration_time?: string | null
          link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<Permission & Answered>
      /** Revokes one permission. */
      revoke(args: {
        page_id: string
        permission_id: string
        override?: boolean
        dry_run?: boolean
      }): Promise<Permission & Answered>
    }
    users: {
      /** Adds and removes people by e-mail or id: all, or nothing. */
      change(
        args: { page_id: string } & {
          add_users?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          remove_users?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          notify?: boolean
          message?: string
          if_not_member?: 'invite' | 'error'
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<
        {
          object: 'list'
          results: Permission[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission'
          permission: Record<string, unknown>
          dry_run?: true
          effects?: {
            count: number
            losing: number
            first: {
              principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
              name: string | null
              before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
              after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
            }[]
          }
        } & Answered
      >
    }
    /** Invites people by e-mail; members get access at once. */
    invite(
      args: { page_id: string } & {
        email?: string
        user_id?: string
        emails?: string[]
        recipients?: {
          principal?: {
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
          }
          type?: string
          user_id?: string
          email?: string
          emailAddress?: string
          group_id?: string
          bot_id?: string
          connection_id?: string
          integration_id?: string
          teamspace_id?: string
          workspace?: true
          public?: true
          level?: string
          role?: string
          expiration_time?: string | null
          link?: { search_indexing?: boolean; allow_duplicate?: boolean }
        }[]
        role?: string
        level?: string
        roles?: string[]
        send_invitation?: boolean
        expiration_time?: string | null
        notify?: boolean
        message?: string
        if_not_member?: 'invite' | 'error'
        override?: boolean
        dry_run?: boolean
      },
    ): Promise<
      {
        object: 'list'
        results: Permission[]
        next_cursor: string | null
        has_more: boolean
        type: 'permission'
        permission: Record<string, unknown>
        dry_run?: true
        effects?: {
          count: number
          losing: number
          first: {
            principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
            name: string | null
            before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
            after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
          }[]
        }
      } & Answered
    >
  }
  databases: {
    connections: {
      /** The connections of a database: those added there, and those that come from above. */
      list(args: { database_id: string }): Promise<
        {
          object: 'list'
          results: ConnectionOnPage[]
          next_cursor: string | null
          has_more: boolean
          type: 'connection'
          connection: Record<string, unknown>
        } & Answered
      >
      /** Adds a connection to a database and all that is below it, as the policy of the workspace lets one. */
      add(
        args: { database_id: string } & {
          connection_id?: string
          bot_id?: string
          level?: 'view' | 'comment' | 'edit_content' | 'edit' | 'full_access'
        },
      ): Promise<ConnectionOnPage & Answered>
      /** Takes a connection off a database; where it comes from above, the database stops inheriting. */
      remove(args: {
        database_id: string
        connection_id: string
      }): Promise<{ object: 'connection'; id: string; outcome: 'removed' | 'inheritance_broken' } & Answered>
    }
    permissions: {
      /** Who may do what of a page or database: workspace, public, teamspaces, groups, people, bots, pending ones. */
      list(args: {
        database_id: string
        inherited?: boolean
        start_cursor?: string | null
        page_size?: number
      }): Promise<
        {
          object: 'list'
          results: Permission[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission'
          permission: Record<string, unknown>
          inherits: boolean
        } & Answered
      >
      /** Grants somebody access, or changes what they were granted here. An e-mail that is nobody's is invited. */
      grant(
        args: { database_id: string } & {
          principal?: {
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
          }
          type?: string
          user_id?: string
          email?: string
          emailAddress?: string
          group_id?: string
          bot_id?: string
          connection_id?: string
          integration_id?: string
          teamspace_id?: string
          workspace?: true
          public?: true
          level?: string
          role?: string
          expiration_time?: string | null
          link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          notify?: boolean
          message?: string
          if_not_member?: 'invite' | 'error'
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<Permission & Answered>
      /** Grants and revokes at once: all, or nothing. */
      change(
        args: { database_id: string } & {
          set?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          remove?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          inherit?: boolean
          notify?: boolean
          message?: string
          if_not_member?: 'invite' | 'error'
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<
        {
          object: 'list'
          results: Permission[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission'
          permission: Record<string, unknown>
          dry_run?: true
          effects?: {
            count: number
            losing: number
            first: {
              principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
              name: string | null
              before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
              after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
            }[]
          }
        } & Answered
      >
      /** What somebody may do here, and why; oneself when nobody is named. */
      effective(args: {
        database_id: string
        user_id?: string
        email?: string
        group_id?: string
        bot_id?: string
        connection_id?: string
      }): Promise<EffectivePermission & Answered>
      /** People and groups that could be given access here, by the words of their name or e-mail. */
      candidates(args: { database_id: string; query?: string }): Promise<
        {
          object: 'list'
          results: PermissionCandidate[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission_candidate'
          permission_candidate: Record<string, unknown>
        } & Answered
      >
      /** One permission. */
      retrieve(args: { database_id: string; permission_id: string }): Promise<Permission & Answered>
      /** Changes level, expiry or link of one permission. */
      update(
        args: { database_id: string; permission_id: string } & {
          level?: string
          role?: string
          expiration_time?: string | null
          link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<Permission & Answered>
      /** Revokes one permission. */
      revoke(args: {
        database_id: string
        permission_id: string
        override?: boolean
        dry_run?: boolean
      }): Promise<Permission & Answered>
    }
    users: {
      /** Adds and removes people by e-mail or id: all, or nothing. */
      change(
        args: { database_id: string } & {
          add_users?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          remove_users?: {
            principal?: {
              type?: string
              user_id?: string
              email?: string
              emailAddress?: string
              group_id?: string
              bot_id?: string
              connection_id?: string
              integration_id?: string
              teamspace_id?: string
              workspace?: true
              public?: true
            }
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
            level?: string
            role?: string
            expiration_time?: string | null
            link?: { search_indexing?: boolean; allow_duplicate?: boolean }
          }[]
          notify?: boolean
          message?: string
          if_not_member?: 'invite' | 'error'
          override?: boolean
          dry_run?: boolean
        },
      ): Promise<
        {
          object: 'list'
          results: Permission[]
          next_cursor: string | null
          has_more: boolean
          type: 'permission'
          permission: Record<string, unknown>
          dry_run?: true
          effects?: {
            count: number
            losing: number
            first: {
              principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
              name: string | null
              before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
              after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
            }[]
          }
        } & Answered
      >
    }
    /** Invites people by e-mail; members get access at once. */
    invite(
      args: { database_id: string } & {
        email?: string
        user_id?: string
        emails?: string[]
        recipients?: {
          principal?: {
            type?: string
            user_id?: string
            email?: string
            emailAddress?: string
            group_id?: string
            bot_id?: string
            connection_id?: string
            integration_id?: string
            teamspace_id?: string
            workspace?: true
            public?: true
          }
          type?: string
          user_id?: string
          email?: string
          emailAddress?: string
          group_id?: string
          bot_id?: string
          connection_id?: string
          integration_id?: string
          teamspace_id?: string
          workspace?: true
          public?: true
          level?: string
          role?: string
          expiration_time?: string | null
          link?: { search_indexing?: boolean; allow_duplicate?: boolean }
        }[]
        role?: string
        level?: string
        roles?: string[]
        send_invitation?: boolean
        expiration_time?: string | null
        notify?: boolean
        message?: string
        if_not_member?: 'invite' | 'error'
        override?: boolean
        dry_run?: boolean
      },
    ): Promise<
      {
        object: 'list'
        results: Permission[]
        next_cursor: string | null
        has_more: boolean
        type: 'permission'
        permission: Record<string, unknown>
        dry_run?: true
        effects?: {
          count: number
          losing: number
          first: {
            principal: { type: 'user_id'; user_id: string } | { type: 'bot_id'; bot_id: string }
            name: string | null
            before: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
            after: 'full_access' | 'edit' | 'edit_content' | 'comment' | 'view' | null
          }[]
        }
      } & Answered
    >
  }
  blocks: {
    /** All blocks below a page or block, each followed by what is below it. */
    tree(args: { block_id: string; start_cursor?: string; page_size?: number }): Promise<
      {
        object: 'list'
        results: { object: 'block'; id: string }[]
        next_cursor: string | null
        has_more: boolean
        type: 'block'
        block: Record<string, unknown>
        revision: string
      } & Answered
    >
    /** The pages and databases from the top to a block, page or database, as far as the caller sees them; itself is the last if it is one. */
    path(args: { block_id: string }): Promise<
      {
        object: 'list'
        results: TreeItem[]
        next_cursor: string | null
        has_more: boolean
        type: 'tree_item'
        tree_item: Record<string, unknown>
      } & Answered
    >
  }
  views: {
    /** The groups into which a view divides its rows, in order, each with a filter that finds its rows. */
    groups(args: { view_id: string; of?: 'group_by' | 'sub_group_by' }): Promise<
      {
        object: 'list'
        results: ViewGroup[]
        next_cursor: string | null
        has_more: boolean
        type: 'view_group'
        view_group: Record<string, unknown>
      } & Answered
    >
  }
  discussions: {
    /** One discussion. */ retrieve(args: { discussion_id: string }): Promise<Discussion & Answered>
    /** Resolves a discussion, or opens it again. */
    update(args: { discussion_id: string } & { resolved: boolean }): Promise<Discussion & Answered>
    /** The comments of a discussion, oldest first. */
    comments(args: { discussion_id: string; start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: Comment[]
        next_cursor: string | null
        has_more: boolean
        type: 'comment'
        comment: Record<string, unknown>
      } & Answered
    >
  }
  search: {
    /** Pages and databases that have every word of the query in title, text, properties or comments, as far as the caller sees them: those called so first, then those whose title has the words; the last changed first. */
    text(args: {
      /** Words; each is found where a word begins with it. */ query: string
      filter?: { titles_only?: boolean; page_id?: string; user_id?: string }
      start_cursor?: string | null
      page_size?: number
    }): Promise<
      {
        object: 'list'
        results: TextMatch[]
        next_cursor: string | null
        has_more: boolean
        type: 'text_match'
        text_match: Record<
          string,
          unknown
        > /** False while something that was written is still being indexed. */
        is_current: boolean
      } & Answered
    >
  }
  tree: {
    /** Where the tree begins: the pages and databases that are the caller’s alone (`section=private`), those shared with or by them, or the top of a teamspace. */
    list(args: {
      start_cursor?: string | null
      page_size?: number
      section?: 'private' | 'shared'
      teamspace_id?: string
    }): Promise<
      {
        object: 'list'
        results: TreeItem[]
        next_cursor: string | null
        has_more: boolean
        type: 'tree_item'
        tree_item: Record<string, unknown>
      } & Answered
    >
    /** Puts a page or database elsewhere in the tree: into a page, to the top of a teamspace, or to what is the caller’s alone; behind one of those that stand there (`after`; null: before all). The order of what begins the tree is the caller’s own. Tells who gains and who loses access, by name to who may know; with `dry_run` that is all it does. */
    place(args: {
      page_id?: string
      database_id?: string
      parent?: { page_id: string } | { block_id: string } | { teamspace_id: string } | { private: true }
      after?: string | null
      dry_run?: true
    }): Promise<TreePlace & Answered>
  }
  favorites: {
    /** The pages and databases that the caller keeps at hand, in their order. */
    list(args: { start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: TreeItem[]
        next_cursor: string | null
        has_more: boolean
        type: 'tree_item'
        tree_item: Record<string, unknown>
      } & Answered
    >
    /** Keeps a page or database at hand, after all others or after the one that is named (null: before all); one that is kept already goes there. */
    add(args: { page_id?: string; database_id?: string; after?: string | null }): Promise<TreeItem & Answered>
    /** Keeps a page or database at hand no longer; its id names it. One that is not kept is no error. */
    remove(args: {
      favorite_id: string
    }): Promise<{ object: 'favorite'; id: string; deleted: true } & Answered>
  }
  permissions: {
    /** Where a principal begins to reach pages and databases, as far as the caller sees them. */
    list(args: {
      user_id?: string
      email?: string
      group_id?: string
      bot_id?: string
      connection_id?: string
      start_cursor?: string | null
      page_size?: number
    }): Promise<
      {
        object: 'list'
        results: Permission[]
        next_cursor: string | null
        has_more: boolean
        type: 'permission'
        permission: Record<string, unknown>
      } & Answered
    >
  }
  invitations: {
    /** Invitations that wait, or that were accepted or cancelled: one’s own; all of them for who decides on members. */
    list(args: {
      status?: 'pending' | 'accepted' | 'cancelled'
      start_cursor?: string | null
      page_size?: number
    }): Promise<
      {
        object: 'list'
        results: Invitation[]
        next_cursor: string | null
        has_more: boolean
        type: 'invitation'
        invitation: Record<string, unknown>
      } & Answered
    >
    /** Invites somebody by e-mail to become a member; for owners and membership admins. */
    create(args: {
      email: string
      role?: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
      message?: string
      notify?: boolean
    }): Promise<Invitation & Answered>
    /** Sends an invitation again, with a new link; the one before works no more. */
    resend(args: { invitation_id: string } & { message?: string }): Promise<Invitation & Answered>
    /** Takes an invitation back, with all that it was granted. */
    cancel(args: { invitation_id: string }): Promise<Invitation & Answered>
  }
  users: {
    /** Changes the name and the picture of the person that the token acts as. */
    updateMe(args: { name?: string; avatar?: CoverRequest | null }): Promise<Me & Answered>
    /** What happened to people, groups, invitations and connections, in order; `start_cursor=now` starts at the end. */
    changes(args: {
      start_cursor?: string | null
      page_size?: number
      types?: string[]
      include_guests?: boolean
    }): Promise<
      {
        object: 'list'
        results: UserChange[]
        next_cursor: string
        has_more: boolean
        type: 'user_change'
        user_change: Record<string, unknown>
        warnings?: string[]
      } & Answered
    >
    /** The groups of the workspace, for whoever keeps a directory; who is in them is told of users. */
    groups(args: { start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: { object: 'group'; id: string; name: string }[]
        next_cursor: string | null
        has_more: boolean
        type: 'group'
        group: Record<string, unknown>
      } & Answered
    >
    /** Members and bots of the workspace; guests when asked for. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      include_guests?: boolean
      type?: 'person' | 'bot'
      role?: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
      email?: string
      state?: 'active' | 'suspended' | 'removed'
    }): Promise<
      {
        object: 'list'
        results: ManagedUser[]
        next_cursor: string | null
        has_more: boolean
        type: 'user'
        user: Record<string, unknown>
      } & Answered
    >
    /** One person or bot, whatever their state. */
    retrieve(args: { workspace_id: string; user_id: string }): Promise<ManagedUser & Answered>
    /** Changes the name or the role of a person, suspends them or lets them act again. */
    update(
      args: { workspace_id: string; user_id: string } & {
        name?: string
        role?: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
        state?: 'active' | 'suspended'
      },
    ): Promise<ManagedUser & Answered>
    /** Removes a person from the workspace; what they made stays. */
    remove(args: { workspace_id: string; user_id: string }): Promise<ManagedUser & Answered>
    /** Ends all sessions of a person in this workspace; in others they go on. */
    endSessions(args: {
      workspace_id: string
      user_id: string
    }): Promise<{ object: 'sessions_ended'; count: number } & Answered>
    /** Ends the sessions of everybody in this workspace but the one who asks. */
    endSessionsOfOthers(args: {
      workspace_id: string
    }): Promise<{ object: 'sessions_ended'; count: number } & Answered>
    /** Hands the private pages of somebody who was removed or suspended to a member. */
    transferPages(args: { workspace_id: string; user_id: string } & { to_user_id: string }): Promise<
      {
        object: 'list'
        results: { object: 'page' | 'database'; id: string }[]
        next_cursor: string | null
        has_more: boolean
        type: 'page_or_database'
        page_or_database: Record<string, unknown>
      } & Answered
    >
  }
  account: {
    /** The account of the person who calls, over all of their workspaces. */
    retrieve(args: Record<never, never>): Promise<Account & Answered>
    /** Changes the name of whoever is signed in, in all of their workspaces, or asks for another e-mail address, which gets a link that confirms it. */
    update(args: {
      name?: string
      email?: string
      password?: string
      code?: string
    }): Promise<Account & Answered>
    sessions: {
      /** Where the person who calls is signed in, the browser that was used last first. */
      list(args: Record<never, never>): Promise<
        {
          object: 'list'
          results: Session[]
          next_cursor: string | null
          has_more: boolean
          type: 'session'
          session: Record<string, unknown>
        } & Answered
      >
      /** Ends one session of who is signed in, on every process at the next request. */
      end(args: { session_id: string }): Promise<Session & Answered>
      /** Ends every session of who is signed in but the one that asks. */
      endOthers(args: Record<never, never>): Promise<{ object: 'sessions_ended'; count: number } & Answered>
    }
    totp: {
      /** Whether the account of the person who calls has an authenticator app, and how many recovery codes are left. */
      retrieve(args: Record<never, never>): Promise<Totp & Answered>
      /** A secret for a new authenticator app, which waits ten minutes for a code. Wants a recent sign-in. */
      offer(
        args: Record<never, never>,
      ): Promise<{ object: 'totp_offer'; secret: string; uri: string } & Answered>
      /** Takes the authenticator app and its recovery codes away. Wants a recent sign-in. */
      remove(args: Record<never, never>): Promise<Totp & Answered>
      /** Adds the app that was offered, in place of the one before, by a code that it shows. Answers with recovery codes, this once. */
      confirm(args: { code: string }): Promise<RecoveryCodes & Answered>
      /** New recovery codes in place of those there are, told this once. Wants a recent sign-in. */
      renewRecoveryCodes(args: Record<never, never>): Promise<RecoveryCodes & Answered>
    }
    passkeys: {
      /** The passkeys of the person who calls, the oldest first. */
      list(args: Record<never, never>): Promise<
        {
          object: 'list'
          results: Passkey[]
          next_cursor: string | null
          has_more: boolean
          type: 'passkey'
          passkey: Record<string, unknown>
        } & Answered
      >
      /** Keeps a passkey that the browser made. Wants a recent sign-in. */
      add(args: {
        name: string
        credential: {
          id: string
          rawId: string
          type: 'public-key'
          response: { clientDataJSON: string; attestationObject: string; transports?: string[] }
        }
      }): Promise<Passkey & Answered>
      /** What a browser makes a new passkey from (`navigator.credentials.create`), within ten minutes. Wants a recent sign-in. */
      offer(
        args: Record<never, never>,
      ): Promise<{ object: 'passkey_options'; options: { [name: string]: unknown } } & Answered>
      /** Calls a passkey something else. Wants a recent sign-in. */
      rename(args: { passkey_id: string } & { name: string }): Promise<Passkey & Answered>
      /** Removes a passkey: it signs in nowhere any more. Wants a recent sign-in. */
      remove(args: { passkey_id: string }): Promise<Passkey & Answered>
    }
    /** Gives whoever is signed in another password, or their first. It asks for a recent sign-in, the current password or a code of their app, ends all their other sessions, and tells them by mail. */
    setPassword(args: {
      password: string
      current_password?: string
      code?: string
    }): Promise<{ object: 'account_password'; is_set: boolean } & Answered>
    /** Takes the password away from whoever is signed in and has another way in. It asks for a recent sign-in, ends all their other sessions, and tells them by mail. */
    removePassword(
      args: Record<never, never>,
    ): Promise<{ object: 'account_password'; is_set: boolean } & Answered>
  }
  changes: {
    /** What happened to the content that the caller sees, oldest first, and what it can see no more. `next_cursor` is where to go on now or later; `start_cursor=now` starts at the end. */
    list(args: { start_cursor?: string | null; page_size?: number; types?: string[] }): Promise<
      {
        object: 'list'
        results: {
          object: 'change'
          id: string
          sequence: number
          type: string
          timestamp: string
          entity: { type: string; id: string }
          authors: { id: string; type: string }[]
          data: Record<string, unknown>
        }[]
        next_cursor: string
        has_more: boolean
        type: 'change'
        change: Record<string, unknown>
      } & Answered
    >
  }
  events: {
    /** Changes of a page, a data source or the workspace as they happen, as server-sent events. */
    follow(args: { page_id?: string; data_source_id?: string; start_cursor?: string }): AsyncIterable<
      {
        object: 'change'
        id: string
        sequence: number
        type: string
        timestamp: string
        entity: { type: string; id: string }
        authors: { id: string; type: string }[]
        data: Record<string, unknown>
      } & Followed
    >
  }
  webhooks: {
    /** Subscribes a connection to events. Its address is sent a token first, which `verify` takes. */
    create(args: {
      url: string
      event_types: string[]
      api_version?: '2021-05-13' | '2021-08-16' | '2022-02-22' | '2022-06-28' | '2025-09-03' | '2026-03-11'
      include?: 'entity'[]
      connection_id?: string
    }): Promise<Webhook & Answered>
    /** The subscriptions of the caller’s connection; of a person, of the connections they manage. */
    list(args: { start_cursor?: string | null; page_size?: number; connection_id?: string }): Promise<
      {
        object: 'list'
        results: Webhook[]
        next_cursor: string | null
        has_more: boolean
        type: 'webhook'
        webhook: Record<string, unknown>
      } & Answered
    >
    /** What a subscription of a version may ask for, of the newest when none is named, and what each needs. */
    eventTypes(args: {
      api_version?: '2021-05-13' | '2021-08-16' | '2022-02-22' | '2022-06-28' | '2025-09-03' | '2026-03-11'
    }): Promise<
      {
        object: 'list'
        results: WebhookEventType[]
        next_cursor: string | null
        has_more: boolean
        type: 'webhook_event_type'
        webhook_event_type: Record<string, unknown>
      } & Answered
    >
    /** One subscription. */
    retrieve(args: { webhook_id: string }): Promise<Webhook & Answered>
    /** Changes what is told, pauses and resumes; the address only before it is verified. */
    update(
      args: { webhook_id: string } & {
        url?: string
        event_types?: string[]
        include?: 'entity'[]
        state?: 'active' | 'paused'
      },
    ): Promise<Webhook & Answered>
    /** Ends a subscription. */
    delete(args: { webhook_id: string }): Promise<Webhook & Answered>
    /** Takes the token that the address was sent; from then on it is told what happens. */
    verify(args: { webhook_id: string } & { verification_token: string }): Promise<Webhook & Answered>
    /** Sends the token to the address once more. */
    resendToken(args: { webhook_id: string }): Promise<Webhook & Answered>
    /** Tells once more, under the same ids, what was told since a cursor of the change feed. */
    replay(args: { webhook_id: string } & { start_cursor: string }): Promise<Webhook & Answered>
    deliveries: {
      /** What was and is to be sent to a subscription, newest first. */
      list(args: {
        webhook_id: string
        start_cursor?: string | null
        page_size?: number
        state?: 'waiting' | 'delivered' | 'failed' | 'withheld'
        type?: string
      }): Promise<
        {
          object: 'list'
          results: WebhookDelivery[]
          next_cursor: string | null
          has_more: boolean
          type: 'webhook_delivery'
          webhook_delivery: Record<string, unknown>
        } & Answered
      >
      /** One delivery, with each request that was made for it and what came back. */
      retrieve(args: {
        webhook_id: string
        delivery_id: string
      }): Promise<WebhookDeliveryWithAttempts & Answered>
      /** Sends one delivery once more. */
      redeliver(args: { webhook_id: string; delivery_id: string }): Promise<WebhookDelivery & Answered>
    }
    /** Sends what was given up once more, the oldest first and a thousand at most. */
    redeliverFailed(args: { webhook_id: string }): Promise<WebhookRedelivery & Answered>
  }
  workspaces: {
    /** The workspaces of this server that the caller's account is in. */
    list(args: Record<never, never>): Promise<
      {
        object: 'list'
        results: OwnWorkspace[]
        next_cursor: string | null
        has_more: boolean
        type: 'workspace'
        workspace: Record<string, unknown>
      } & Answered
    >
    /** Makes a further workspace that the caller owns; a program gets a personal access token of it. */
    create(args: { name: string }): Promise<NewWorkspace & Answered>
    /** The workspace. */
    retrieve(args: { workspace_id: string }): Promise<Workspace & Answered>
    /** Changes what the workspace is called and how it looks. */
    update(
      args: { workspace_id: string } & { name?: string; icon?: string | null },
    ): Promise<Workspace & Answered>
  }
  policy: {
    /** The rules by which connections, guests, tokens and people of a directory get in, and how long what happened is kept. */
    retrieve(args: { workspace_id: string }): Promise<Policy & Answered>
    /** Changes the rules that it names. */
    update(
      args: { workspace_id: string } & {
        connections?: {
          install?: 'unrestricted' | 'approved_only' | 'owners_only'
          create?: 'members' | 'owners'
          auto_approve_first_party?: boolean
          self_registration?: boolean
        }
        guests?: { invited_by_connections?: boolean }
        personal_access_tokens?: {
          create?: 'members' | 'groups' | 'owners'
          groups?: string[]
          longest_days?: number | null
        }
        sharing?: { public_pages?: boolean; workspace_by_connections?: boolean }
        scim?: { domains?: 'any' | 'verified' }
        sign_in?: { second_factor?: 'optional' | 'required' }
        retention?: {
          changes_days?: number
          audit_days?: number
          deliveries_days?: number
          directory_days?: number
        }
        audit?: { page_views?: boolean }
      },
    ): Promise<Policy & Answered>
  }
  groups: {
    /** The groups of the workspace; the one of a name when that is given. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      name?: string
    }): Promise<
      {
        object: 'list'
        results: Group[]
        next_cursor: string | null
        has_more: boolean
        type: 'group'
        group: Record<string, unknown>
      } & Answered
    >
    /** Makes a group with nobody in it. */
    create(args: { workspace_id: string } & { name: string }): Promise<Group & Answered>
    /** One group. */
    retrieve(args: { workspace_id: string; group_id: string }): Promise<Group & Answered>
    /** Gives a group another name. */
    update(args: { workspace_id: string; group_id: string } & { name?: string }): Promise<Group & Answered>
    /** Deletes a group with all that was granted to it. */
    delete(args: {
      workspace_id: string
      group_id: string
    }): Promise<{ object: 'group'; id: string; deleted: true } & Answered>
    members: {
      /** Who is in a group. */
      list(args: {
        workspace_id: string
        group_id: string
        start_cursor?: string | null
        page_size?: number
      }): Promise<
        {
          object: 'list'
          results: ManagedUser[]
          next_cursor: string | null
          has_more: boolean
          type: 'user'
          user: Record<string, unknown>
        } & Answered
      >
      /** Puts a member of the workspace into a group. */
      add(
        args: { workspace_id: string; group_id: string } & { user_id: string },
      ): Promise<{ object: 'group_member'; group_id: string; user_id: string } & Answered>
      /** Takes somebody out of a group. */
      remove(args: {
        workspace_id: string
        group_id: string
        user_id: string
      }): Promise<{ object: 'group_member'; group_id: string; user_id: string } & Answered>
    }
  }
  tokens: {
    /** Personal access tokens: of everybody for owners, their own for members. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      user_id?: string
    }): Promise<
      {
        object: 'list'
        results: PersonalAccessToken[]
        next_cursor: string | null
        has_more: boolean
        type: 'token'
        token: Record<string, unknown>
      } & Answered
    >
    /** Makes a personal access token of the caller; it is shown this once. It works for a year, and may all that they may, when nothing is said. */
    create(
      args: { workspace_id: string } & {
        name: string
        expires_in_days?: 7 | 30 | 90 | 180 | 365
        expiration_time?: string
        capabilities?: {
          content?: ('read' | 'update' | 'insert')[]
          comments?: ('read' | 'insert')[]
          user_info?: 'none' | 'no_email' | 'email'
          permissions?: 'none' | 'read' | 'write'
          administer?: boolean
        }
      },
    ): Promise<NewPersonalAccessToken & Answered>
    /** Ends a personal access token: of anybody for owners, their own for members. */
    revoke(args: { workspace_id: string; token_id: string }): Promise<PersonalAccessToken & Answered>
    /** Ends those of some strings that are tokens of this workspace. */
    revokeLeaked(args: { workspace_id: string } & { tokens: string[] }): Promise<
      {
        object: 'list'
        results: {
          object: 'token'
          id: string
          kind: 'personal' | 'connection'
          hint: string
          owner: { object: 'user'; id: string }
          status: 'revoked'
        }[]
        next_cursor: string | null
        has_more: boolean
        type: 'token'
        token: Record<string, unknown>
      } & Answered
    >
  }
  scimTokens: {
    /** The tokens under which directories provision the workspace, those that ended among them. */
    list(args: { workspace_id: string; start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: ScimToken[]
        next_cursor: string | null
        has_more: boolean
        type: 'scim_token'
        scim_token: Record<string, unknown>
      } & Answered
    >
    /** Makes a token for a directory; it is shown this once. Tokens of one name are of one directory, and several work at a time. */
    create(
      args: { workspace_id: string } & { name: string; expiration_time?: string | null },
    ): Promise<NewScimToken & Answered>
    /** Ends a token from the next request on. People and groups stay as they are. */
    revoke(args: { workspace_id: string; token_id: string }): Promise<ScimToken & Answered>
  }
  saml: {
    /** How people sign in with the company: its identity provider, what this workspace is called there, and the last test. */
    retrieve(args: { workspace_id: string }): Promise<Saml & Answered>
    /** Sets up the identity provider by its metadata, or where that is found, and what it may do; what is not given stays. Enforcing needs a test that went well, and an owner who may sign in without it. */
    update(
      args: { workspace_id: string } & {
        metadata_xml?: string
        metadata_url?: string
        enabled?: boolean
        enforced?: boolean
        just_in_time?: boolean
        default_role?: 'member' | 'restricted_member'
        allow_idp_initiated?: boolean
        allow_sha1?: boolean
        attribute_map?: {
          email?: string | null
          name?: string | null
          first_name?: string | null
          last_name?: string | null
          photo?: string | null
        }
        groups?: { attribute: string; map: { value: string; group_id: string }[] | null } | null
        break_glass?: string[]
      },
    ): Promise<Saml & Answered>
    /** Takes the identity provider away. People sign in in every other way again. */
    delete(args: { workspace_id: string }): Promise<Saml & Answered>
    /** Whom enforcing reaches, or would: who could sign in with the company alone, who of them never did, and who may come in by any way. */
    foreseeEnforcement(args: { workspace_id: string }): Promise<SamlEnforcement & Answered>
    /** Fetches the metadata from its address at once, which is else done once a day. */
    refresh(args: { workspace_id: string }): Promise<Saml & Answered>
    /** Makes a link under which a sign-in is tried without anybody being signed in. What came of it is shown there, and is `last_test` then. */
    test(args: { workspace_id: string }): Promise<SamlTest & Answered>
  }
  domains: {
    /** The e-mail domains that the workspace says are its own, whether that is proved or not. */
    list(args: { workspace_id: string; start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: Domain[]
        next_cursor: string | null
        has_more: boolean
        type: 'domain'
        domain: Record<string, unknown>
      } & Answered
    >
    /** Says that a domain is the workspace’s own. The answer has the TXT record that proves it, which counts for a week. */
    add(args: { workspace_id: string } & { domain: string; trusted?: boolean }): Promise<Domain & Answered>
    /** A domain, with what DNS said about it last. */
    retrieve(args: { workspace_id: string; domain_id: string }): Promise<Domain & Answered>
    /** Lets go of a domain. Whatever holds for people of verified domains ends for its people. */
    remove(args: { workspace_id: string; domain_id: string }): Promise<Domain & Answered>
    /** Looks for the record in DNS. The domain is verified if it is there; `last_check` says what was found. */
    verify(args: { workspace_id: string; domain_id: string }): Promise<Domain & Answered>
  }
  scimRequests: {
    /** What directories asked over SCIM and what changed, the newest first. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      directory?: string
      token_id?: string
      resource_id?: string
      status?: '2xx' | '3xx' | '4xx' | '5xx'
      since?: string
      until?: string
    }): Promise<
      {
        object: 'list'
        results: ScimRequest[]
        next_cursor: string | null
        has_more: boolean
        type: 'scim_request'
        scim_request: Record<string, unknown>
      } & Answered
    >
  }
  directoryConflicts: {
    /** Where somebody set by hand what a directory manages, field by field. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      directory?: string
      user_id?: string
      group_id?: string
    }): Promise<
      {
        object: 'list'
        results: DirectoryConflict[]
        next_cursor: string | null
        has_more: boolean
        type: 'directory_conflict'
        directory_conflict: Record<string, unknown>
      } & Answered
    >
    /** Takes the directory's value in place of what was set by hand. */
    resolve(args: {
      workspace_id: string
      conflict_id: string
    }): Promise<{ object: 'directory_conflict'; id: string; resolved: true } & Answered>
  }
  directoryGraph: {
    /** People, bots, groups, connections, tokens, invitations, teamspaces and what they were granted, as nodes and edges at one moment. */
    retrieve(args: { workspace_id: string }): Promise<DirectoryGraph & Answered>
  }
  teamspaces: {
    /** The teamspaces that the caller sees: owners of the workspace see all. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      archived?: boolean
    }): Promise<
      {
        object: 'list'
        results: Teamspace[]
        next_cursor: string | null
        has_more: boolean
        type: 'teamspace'
        teamspace: Record<string, unknown>
      } & Answered
    >
    /** Makes a teamspace that the caller owns, or the member that is named. */
    create(
      args: { workspace_id: string } & {
        name: string
        description?: string | null
        icon?: { type: 'emoji'; emoji: string } | { type: 'external'; external: { url: string } } | null
        visibility?: 'open' | 'closed' | 'private'
        is_default?: boolean
        invite?: 'owners' | 'members'
        levels?: {
          members?: 'full_access' | 'edit' | 'comment' | 'view' | null
          workspace?: 'full_access' | 'edit' | 'comment' | 'view' | null
        }
        owner_user_id?: string
      },
    ): Promise<Teamspace & Answered>
    /** One teamspace. */
    retrieve(args: { workspace_id: string; teamspace_id: string }): Promise<Teamspace & Answered>
    /** Changes a teamspace: what it is called, who sees and joins it, what its pages are to them. */
    update(
      args: { workspace_id: string; teamspace_id: string } & {
        name?: string
        description?: string | null
        icon?: { type: 'emoji'; emoji: string } | { type: 'external'; external: { url: string } } | null
        visibility?: 'open' | 'closed' | 'private'
        is_default?: boolean
        invite?: 'owners' | 'members'
        levels?: {
          members?: 'full_access' | 'edit' | 'comment' | 'view' | null
          workspace?: 'full_access' | 'edit' | 'comment' | 'view' | null
        }
      },
    ): Promise<Teamspace & Answered>
    /** Archives a teamspace: nobody reaches its pages until it is restored. */
    archive(args: { workspace_id: string; teamspace_id: string }): Promise<Teamspace & Answered>
    /** Restores an archived teamspace. */
    restore(args: { workspace_id: string; teamspace_id: string }): Promise<Teamspace & Answered>
    members: {
      /** The people and groups in a teamspace. */
      list(args: {
        workspace_id: string
        teamspace_id: string
        start_cursor?: string | null
        page_size?: number
      }): Promise<
        {
          object: 'list'
          results: TeamspaceMember[]
          next_cursor: string | null
          has_more: boolean
          type: 'teamspace_member'
          teamspace_member: Record<string, unknown>
        } & Answered
      >
      /** Puts a person or a group into a teamspace. */
      add(
        args: { workspace_id: string; teamspace_id: string } & (
          | { user_id: string; role?: 'owner' | 'member' }
          | { group_id: string; role?: 'owner' | 'member' }
        ),
      ): Promise<TeamspaceMember & Answered>
      /** Makes a person or a group an owner or a member of a teamspace. */
      update(
        args: { workspace_id: string; teamspace_id: string; member_id: string } & {
          role: 'owner' | 'member'
        },
      ): Promise<TeamspaceMember & Answered>
      /** Takes a person or a group out of a teamspace. */
      remove(args: {
        workspace_id: string
        teamspace_id: string
        member_id: string
      }): Promise<TeamspaceMember & Answered>
    }
    /** Lets the caller into an open teamspace. */
    join(args: { workspace_id: string; teamspace_id: string }): Promise<TeamspaceMember & Answered>
    /** Takes the caller out of a teamspace. */
    leave(args: { workspace_id: string; teamspace_id: string }): Promise<TeamspaceMember & Answered>
  }
  connections: {
    /** Every connection of the workspace for owners; for others those they made or added. */
    list(args: { workspace_id: string; start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: Connection[]
        next_cursor: string | null
        has_more: boolean
        type: 'connection'
        connection: Record<string, unknown>
      } & Answered
    >
    /** Makes a connection, where the policy lets the caller. Its secret is shown in this answer. */
    create(
      args: { workspace_id: string } & {
        name: string
        kind?: 'internal' | 'public'
        description?: string | null
        developer_name?: string | null
        logo_url?: string | null
        website_url?: string | null
        privacy_url?: string | null
        terms_url?: string | null
        template_url?: string | null
        support_url?: string | null
        capabilities?: {
          content?: ('read' | 'update' | 'insert')[]
          comments?: ('read' | 'insert')[]
          user_info?: 'none' | 'no_email' | 'email'
          permissions?: 'none' | 'read' | 'write'
          administer?: boolean
        }
        redirect_uris?: string[]
        distribution?: 'any_workspace' | 'this_workspace'
        page_managers?: 'members' | 'owners'
        access_token_seconds?: number | null
        first_party?: unknown
      },
    ): Promise<MadeConnection & Answered>
    /** One connection. */
    retrieve(args: { workspace_id: string; connection_id: string }): Promise<Connection & Answered>
    /** Changes what it names. `kind: public` turns an internal connection into a public one, in place. */
    update(
      args: { workspace_id: string; connection_id: string } & {
        name?: string
        kind?: 'internal' | 'public'
        description?: string | null
        developer_name?: string | null
        logo_url?: string | null
        website_url?: string | null
        privacy_url?: string | null
        terms_url?: string | null
        template_url?: string | null
        support_url?: string | null
        capabilities?: {
          content?: ('read' | 'update' | 'insert')[]
          comments?: ('read' | 'insert')[]
          user_info?: 'none' | 'no_email' | 'email'
          permissions?: 'none' | 'read' | 'write'
          administer?: boolean
        }
        redirect_uris?: string[]
        distribution?: 'any_workspace' | 'this_workspace'
        page_managers?: 'members' | 'owners'
        access_token_seconds?: number | null
        first_party?: unknown
      },
    ): Promise<MadeConnection & Answered>
    /** Deletes a connection: its tokens stop and it is on no page. */
    delete(args: {
      workspace_id: string
      connection_id: string
    }): Promise<{ object: 'connection'; id: string; deleted: true } & Answered>
    /** Shows the token or the client secret again; that it was shown is written down. */
    secret(args: { workspace_id: string; connection_id: string }): Promise<ConnectionSecret & Answered>
    /** Gives another secret at once; the one before works on for `grace_seconds`, 0 by default. */
    rotate(
      args: { workspace_id: string; connection_id: string } & { grace_seconds?: number },
    ): Promise<ConnectionSecret & Answered>
    users: {
      /** Who added or authorised the connection, the first first. */
      list(args: {
        workspace_id: string
        connection_id: string
        start_cursor?: string | null
        page_size?: number
      }): Promise<
        {
          object: 'list'
          results: ConnectionUser[]
          next_cursor: string | null
          has_more: boolean
          type: 'user'
          user: Record<string, unknown>
        } & Answered
      >
      /** Ends the connection for one person, who may do so for themselves. */
      disconnect(args: {
        workspace_id: string
        connection_id: string
        user_id: string
      }): Promise<{ object: 'connection'; id: string; disconnected: string[] } & Answered>
    }
    /** Ends the connection for everybody: its tokens stop and it is on no page. */
    disconnectAll(args: {
      workspace_id: string
      connection_id: string
    }): Promise<{ object: 'connection'; id: string; disconnected: string[] } & Answered>
    secrets: {
      /** Which secrets of the connection work, when each was used last, and until when; never what they are. */
      list(args: { workspace_id: string; connection_id: string }): Promise<
        {
          object: 'list'
          results: SecretState[]
          next_cursor: string | null
          has_more: boolean
          type: 'secret'
          secret: Record<string, unknown>
        } & Answered
      >
      /** Ends the secrets before the present ones at once, whatever grace they were given. */
      endPrevious(args: {
        workspace_id: string
        connection_id: string
      }): Promise<{ object: 'connection'; id: string; ended: number } & Answered>
    }
    /** In how many workspaces of this server the connection is installed, and for how many people. */
    distribution(args: {
      workspace_id: string
      connection_id: string
    }): Promise<ConnectionDistribution & Answered>
    requests: {
      /** What the tokens of the connection asked in this workspace, newest first: the last thousand requests of a week. `request_id` finds the one that an answer named. */
      list(args: {
        workspace_id: string
        connection_id: string
        start_cursor?: string | null
        page_size?: number
        request_id?: string
        outcome?: 'succeeded' | 'failed'
      }): Promise<
        {
          object: 'list'
          results: ApiRequest[]
          next_cursor: string | null
          has_more: boolean
          type: 'api_request'
          api_request: Record<string, unknown>
        } & Answered
      >
    }
    pages: {
      /** Pages and databases that the connection reaches, each with what it stands in, as a tree. Who authorised it asks with their own `user_id`. */
      list(args: {
        workspace_id: string
        connection_id: string
        start_cursor?: string | null
        page_size?: number
        user_id?: string
      }): Promise<
        {
          object: 'list'
          results: ReachedNode[]
          next_cursor: string | null
          has_more: boolean
          type: 'page_or_database'
          page_or_database: Record<string, unknown>
        } & Answered
      >
      /** Lets the connection reach a page or database with all below it, or with `workspace` every page. */
      add(
        args: { workspace_id: string; connection_id: string } & {
          page_id?: string
          database_id?: string
          workspace?: true
          level?: 'view' | 'comment' | 'edit_content' | 'edit' | 'full_access'
        },
      ): Promise<
        {
          object: 'connection'
          id: string
          page_id?: string
          database_id?: string
          workspace?: true
          level: 'view' | 'comment' | 'edit_content' | 'edit' | 'full_access'
        } & Answered
      >
      /** Takes the connection off a page or database, or with `workspace` leaves it what it has by itself. */
      remove(args: {
        workspace_id: string
        connection_id: string
        page_id?: string
        database_id?: string
        workspace?: boolean
      }): Promise<
        {
          object: 'connection'
          id: string
          outcome: 'removed' | 'inheritance_broken' | 'had_none'
        } & Answered
      >
    }
  }
  catalogue: {
    /** Every connection that the caller may add or ask for, with what it may do and what it is to them. */
    list(args: { workspace_id: string; start_cursor?: string | null; page_size?: number }): Promise<
      {
        object: 'list'
        results: OfferedConnection[]
        next_cursor: string | null
        has_more: boolean
        type: 'connection'
        connection: Record<string, unknown>
      } & Answered
    >
  }
  approvedConnections: {
    /** Connections that members may add where only approved ones may be, with who did. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      user_id?: string
    }): Promise<
      {
        object: 'list'
        results: ApprovedConnection[]
        next_cursor: string | null
        has_more: boolean
        type: 'approved_connection'
        approved_connection: Record<string, unknown>
      } & Answered
    >
    /** Approves a connection, whether or not anybody has added it yet. */
    add(args: { workspace_id: string } & { connection_id: string }): Promise<ApprovedConnection & Answered>
    /** Takes a connection off the list. Who added it goes on with it, unless `disconnect` is true. */
    remove(args: { workspace_id: string; connection_id: string; disconnect?: boolean }): Promise<
      {
        object: 'approved_connection'
        connection_id: string
        deleted: true
        disconnected: boolean
      } & Answered
    >
  }
  connectionRequests: {
    /** What members asked for, for owners; for others what they asked for themselves. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      state?: 'pending' | 'approved' | 'denied'
    }): Promise<
      {
        object: 'list'
        results: ConnectionRequest[]
        next_cursor: string | null
        has_more: boolean
        type: 'connection_request'
        connection_request: Record<string, unknown>
      } & Answered
    >
    /** Asks the owners, by mail too, to approve a connection. */
    create(
      args: { workspace_id: string } & { connection_id: string; message?: string | null },
    ): Promise<ConnectionRequest & Answered>
    /** Answers a request; approved, the connection is on the list for everybody. */
    decide(
      args: { workspace_id: string; request_id: string } & { state: 'approved' | 'denied' },
    ): Promise<ConnectionRequest & Answered>
  }
  auditLog: {
    /** What happened in the workspace, and who did it: the newest first, or from the oldest on for programs that follow. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      actor_id?: string
      actor_type?: 'person' | 'bot' | 'directory' | 'system'
      type?: string[]
      object_id?: string
      since?: string
      until?: string
      token_id?: string
      ip_address?: string
      direction?: 'ascending' | 'descending'
    }): Promise<
      {
        object: 'list'
        results: AuditEvent[]
        next_cursor: string | null
        has_more: boolean
        type: 'audit_event'
        audit_event: Record<string, unknown>
      } & Answered
    >
    /** What happens in the workspace as it happens, as server-sent events. */
    follow(args: {
      workspace_id: string
      actor_id?: string
      actor_type?: 'person' | 'bot' | 'directory' | 'system'
      type?: string[]
      object_id?: string
      since?: string
      until?: string
      token_id?: string
      ip_address?: string
      start_cursor?: string
    }): AsyncIterable<AuditEvent & Followed>
  }
}

/** By the name of the method. */
export const operations: Readonly<Record<string, Operation>> = {
  'pages.edit': { method: 'POST', path: '/v1/pages/{page_id}/edits', query: [] },
  'pages.titles': { method: 'POST', path: '/v1/pages/titles', query: [] },
  'pages.connections.list': { method: 'GET', path: '/v1/pages/{page_id}/connections', query: [] },
  'pages.connections.add': { method: 'POST', path: '/v1/pages/{page_id}/connections', query: [] },
  'pages.connections.remove': {
    method: 'DELETE',
    path: '/v1/pages/{page_id}/connections/{connection_id}',
    query: [],
  },
  'databases.connections.list': { method: 'GET', path: '/v1/databases/{database_id}/connections', query: [] },
  'databases.connections.add': { method: 'POST', path: '/v1/databases/{database_id}/connections', query: [] },
  'databases.connections.remove': {
    method: 'DELETE',
    path: '/v1/databases/{database_id}/connections/{connection_id}',
    query: [],
  },
  'blocks.tree': { method: 'GET', path: '/v1/blocks/{block_id}/tree', query: ['start_cursor', 'page_size'] },
  'views.groups': { method: 'GET', path: '/v1/views/{view_id}/groups', query: ['of'] },
  'pages.discussions': {
    method: 'GET',
    path: '/v1/pages/{page_id}/discussions',
    query: ['start_cursor', 'page_size', 'resolved'],
  },
  'discussions.retrieve': { method: 'GET', path: '/v1/discussions/{discussion_id}', query: [] },
  'discussions.update': { method: 'PATCH', path: '/v1/discussions/{discussion_id}', query: [] },
  'discussions.comments': {
    method: 'GET',
    path: '/v1/discussions/{discussion_id}/comments',
    query: ['start_cursor', 'page_size'],
  },
  'search.text': { method: 'POST', path: '/v1/search/text', query: [] },
  'tree.list': {
    method: 'GET',
    path: '/v1/tree',
    query: ['start_cursor', 'page_size', 'section', 'teamspace_id'],
  },
  'pages.tree': { method: 'GET', path: '/v1/pages/{page_id}/tree', query: ['start_cursor', 'page_size'] },
  'blocks.path': { method: 'GET', path: '/v1/blocks/{block_id}/path', query: [] },
  'tree.place': { method: 'POST', path: '/v1/tree/place', query: [] },
  'favorites.list': { method: 'GET', path: '/v1/favorites', query: ['start_cursor', 'page_size'] },
  'favorites.add': { method: 'POST', path: '/v1/favorites', query: [] },
  'favorites.remove': { method: 'DELETE', path: '/v1/favorites/{favorite_id}', query: [] },
  'pages.permissions.list': {
    method: 'GET',
    path: '/v1/pages/{page_id}/permissions',
    query: ['inherited', 'start_cursor', 'page_size'],
  },
  'pages.permissions.grant': { method: 'POST', path: '/v1/pages/{page_id}/permissions', query: [] },
  'pages.permissions.change': { method: 'PATCH', path: '/v1/pages/{page_id}/permissions', query: [] },
  'pages.users.change': { method: 'POST', path: '/v1/pages/{page_id}/users', query: [] },
  'pages.invite': { method: 'POST', path: '/v1/pages/{page_id}/invite', query: [] },
  'pages.permissions.effective': {
    method: 'GET',
    path: '/v1/pages/{page_id}/permissions/effective',
    query: ['user_id', 'email', 'group_id', 'bot_id', 'connection_id'],
  },
  'pages.permissions.candidates': {
    method: 'GET',
    path: '/v1/pages/{page_id}/permissions/candidates',
    query: ['query'],
  },
  'pages.permissions.retrieve': {
    method: 'GET',
    path: '/v1/pages/{page_id}/permissions/{permission_id}',
    query: [],
  },
  'pages.permissions.update': {
    method: 'PATCH',
    path: '/v1/pages/{page_id}/permissions/{permission_id}',
    query: [],
  },
  'pages.permissions.revoke': {
    method: 'DELETE',
    path: '/v1/pages/{page_id}/permissions/{permission_id}',
    query: ['override', 'dry_run'],
  },
  'databases.permissions.list': {
    method: 'GET',
    path: '/v1/databases/{database_id}/permissions',
    query: ['inherited', 'start_cursor', 'page_size'],
  },
  'databases.permissions.grant': {
    method: 'POST',
    path: '/v1/databases/{database_id}/permissions',
    query: [],
  },
  'databases.permissions.change': {
    method: 'PATCH',
    path: '/v1/databases/{database_id}/permissions',
    query: [],
  },
  'databases.users.change': { method: 'POST', path: '/v1/databases/{database_id}/users', query: [] },
  'databases.invite': { method: 'POST', path: '/v1/databases/{database_id}/invite', query: [] },
  'databases.permissions.effective': {
    method: 'GET',
    path: '/v1/databases/{database_id}/permissions/effective',
    query: ['user_id', 'email', 'group_id', 'bot_id', 'connection_id'],
  },
  'databases.permissions.candidates': {
    method: 'GET',
    path: '/v1/databases/{database_id}/permissions/candidates',
    query: ['query'],
  },
  'databases.permissions.retrieve': {
    method: 'GET',
    path: '/v1/databases/{database_id}/permissions/{permission_id}',
    query: [],
  },
  'databases.permissions.update': {
    method: 'PATCH',
    path: '/v1/databases/{database_id}/permissions/{permission_id}',
    query: [],
  },
  'databases.permissions.revoke': {
    method: 'DELETE',
    path: '/v1/databases/{database_id}/permissions/{permission_id}',
    query: ['override', 'dry_run'],
  },
  'permissions.list': {
    method: 'GET',
    path: '/v1/permissions',
    query: ['user_id', 'email', 'group_id', 'bot_id', 'connection_id', 'start_cursor', 'page_size'],
  },
  'invitations.list': {
    method: 'GET',
    path: '/v1/invitations',
    query: ['status', 'start_cursor', 'page_size'],
  },
  'invitations.create': { method: 'POST', path: '/v1/invitations', query: [] },
  'invitations.resend': { method: 'POST', path: '/v1/invitations/{invitation_id}/resend', query: [] },
  'invitations.cancel': { method: 'DELETE', path: '/v1/invitations/{invitation_id}', query: [] },
  'users.updateMe': { method: 'PATCH', path: '/v1/users/me', query: [] },
  'account.retrieve': { method: 'GET', path: '/v1/account', query: [] },
  'account.update': { method: 'PATCH', path: '/v1/account', query: [] },
  'account.sessions.list': { method: 'GET', path: '/v1/account/sessions', query: [] },
  'account.sessions.end': { method: 'DELETE', path: '/v1/account/sessions/{session_id}', query: [] },
  'account.sessions.endOthers': { method: 'POST', path: '/v1/account/sessions/end_others', query: [] },
  'account.totp.retrieve': { method: 'GET', path: '/v1/account/totp', query: [] },
  'account.totp.offer': { method: 'POST', path: '/v1/account/totp', query: [] },
  'account.totp.remove': { method: 'DELETE', path: '/v1/account/totp', query: [] },
  'account.totp.confirm': { method: 'POST', path: '/v1/account/totp/confirm', query: [] },
  'account.totp.renewRecoveryCodes': { method: 'POST', path: '/v1/account/totp/recovery_codes', query: [] },
  'account.passkeys.list': { method: 'GET', path: '/v1/account/passkeys', query: [] },
  'account.passkeys.add': { method: 'POST', path: '/v1/account/passkeys', query: [] },
  'account.passkeys.offer': { method: 'POST', path: '/v1/account/passkeys/options', query: [] },
  'account.passkeys.rename': { method: 'PATCH', path: '/v1/account/passkeys/{passkey_id}', query: [] },
  'account.passkeys.remove': { method: 'DELETE', path: '/v1/account/passkeys/{passkey_id}', query: [] },
  'users.changes': {
    method: 'GET',
    path: '/v1/users/changes',
    query: ['start_cursor', 'page_size', 'types', 'include_guests'],
  },
  'account.setPassword': { method: 'PUT', path: '/v1/account/password', query: [] },
  'account.removePassword': { method: 'DELETE', path: '/v1/account/password', query: [] },
  'users.groups': { method: 'GET', path: '/v1/groups', query: ['start_cursor', 'page_size'] },
  'changes.list': { method: 'GET', path: '/v1/changes', query: ['start_cursor', 'page_size', 'types'] },
  'events.follow': {
    method: 'GET',
    path: '/v1/events',
    query: ['page_id', 'data_source_id', 'start_cursor'],
    isStream: true,
  },
  'webhooks.create': { method: 'POST', path: '/v1/webhooks', query: [] },
  'webhooks.list': {
    method: 'GET',
    path: '/v1/webhooks',
    query: ['start_cursor', 'page_size', 'connection_id'],
  },
  'webhooks.eventTypes': { method: 'GET', path: '/v1/webhooks/event_types', query: ['api_version'] },
  'webhooks.retrieve': { method: 'GET', path: '/v1/webhooks/{webhook_id}', query: [] },
  'webhooks.update': { method: 'PATCH', path: '/v1/webhooks/{webhook_id}', query: [] },
  'webhooks.delete': { method: 'DELETE', path: '/v1/webhooks/{webhook_id}', query: [] },
  'webhooks.verify': { method: 'POST', path: '/v1/webhooks/{webhook_id}/verify', query: [] },
  'webhooks.resendToken': { method: 'POST', path: '/v1/webhooks/{webhook_id}/resend_token', query: [] },
  'webhooks.replay': { method: 'POST', path: '/v1/webhooks/{webhook_id}/replay', query: [] },
  'webhooks.deliveries.list': {
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}/deliveries',
    query: ['start_cursor', 'page_size', 'state', 'type'],
  },
  'webhooks.deliveries.retrieve': {
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}/deliveries/{delivery_id}',
    query: [],
  },
  'webhooks.deliveries.redeliver': {
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver',
    query: [],
  },
  'webhooks.redeliverFailed': {
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/redeliver_failed',
    query: [],
  },
  'workspaces.list': { method: 'GET', path: '/admin/v1/workspaces', query: [] },
  'workspaces.create': { method: 'POST', path: '/admin/v1/workspaces', query: [] },
  'workspaces.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}', query: [] },
  'workspaces.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}', query: [] },
  'policy.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/policy', query: [] },
  'policy.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}/policy', query: [] },
  'users.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/users',
    query: ['start_cursor', 'page_size', 'include_guests', 'type', 'role', 'email', 'state'],
  },
  'users.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/users/{user_id}', query: [] },
  'users.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}/users/{user_id}', query: [] },
  'users.remove': { method: 'DELETE', path: '/admin/v1/spaces/{workspace_id}/users/{user_id}', query: [] },
  'users.endSessions': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/users/{user_id}/end_sessions',
    query: [],
  },
  'users.endSessionsOfOthers': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/end_sessions',
    query: [],
  },
  'users.transferPages': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/users/{user_id}/transfer_pages',
    query: [],
  },
  'groups.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/groups',
    query: ['start_cursor', 'page_size', 'name'],
  },
  'groups.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/groups', query: [] },
  'groups.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}', query: [] },
  'groups.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}', query: [] },
  'groups.delete': { method: 'DELETE', path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}', query: [] },
  'groups.members.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}/members',
    query: ['start_cursor', 'page_size'],
  },
  'groups.members.add': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}/members',
    query: [],
  },
  'groups.members.remove': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}/members/{user_id}',
    query: [],
  },
  'tokens.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/tokens',
    query: ['start_cursor', 'page_size', 'user_id'],
  },
  'tokens.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/tokens', query: [] },
  'tokens.revoke': { method: 'DELETE', path: '/admin/v1/spaces/{workspace_id}/tokens/{token_id}', query: [] },
  'tokens.revokeLeaked': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/tokens/revoke_leaked',
    query: [],
  },
  'scimTokens.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/scim_tokens',
    query: ['start_cursor', 'page_size'],
  },
  'scimTokens.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/scim_tokens', query: [] },
  'scimTokens.revoke': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/scim_tokens/{token_id}',
    query: [],
  },
  'saml.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/saml', query: [] },
  'saml.update': { method: 'PUT', path: '/admin/v1/spaces/{workspace_id}/saml', query: [] },
  'saml.delete': { method: 'DELETE', path: '/admin/v1/spaces/{workspace_id}/saml', query: [] },
  'saml.foreseeEnforcement': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/saml/enforcement',
    query: [],
  },
  'saml.refresh': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/saml/refresh', query: [] },
  'saml.test': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/saml/test', query: [] },
  'domains.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/domains',
    query: ['start_cursor', 'page_size'],
  },
  'domains.add': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/domains', query: [] },
  'domains.retrieve': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/domains/{domain_id}',
    query: [],
  },
  'domains.remove': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/domains/{domain_id}',
    query: [],
  },
  'domains.verify': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/domains/{domain_id}/verify',
    query: [],
  },
  'scimRequests.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/scim_requests',
    query: ['start_cursor', 'page_size', 'directory', 'token_id', 'resource_id', 'status', 'since', 'until'],
  },
  'directoryConflicts.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/directory_conflicts',
    query: ['start_cursor', 'page_size', 'directory', 'user_id', 'group_id'],
  },
  'directoryConflicts.resolve': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/directory_conflicts/{conflict_id}/resolve',
    query: [],
  },
  'directoryGraph.retrieve': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/directory_graph',
    query: [],
  },
  'teamspaces.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces',
    query: ['start_cursor', 'page_size', 'archived'],
  },
  'teamspaces.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/teamspaces', query: [] },
  'teamspaces.retrieve': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}',
    query: [],
  },
  'teamspaces.update': {
    method: 'PATCH',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}',
    query: [],
  },
  'teamspaces.archive': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}',
    query: [],
  },
  'teamspaces.restore': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/restore',
    query: [],
  },
  'teamspaces.members.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members',
    query: ['start_cursor', 'page_size'],
  },
  'teamspaces.members.add': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members',
    query: [],
  },
  'teamspaces.members.update': {
    method: 'PATCH',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members/{member_id}',
    query: [],
  },
  'teamspaces.members.remove': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members/{member_id}',
    query: [],
  },
  'teamspaces.join': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/join',
    query: [],
  },
  'teamspaces.leave': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/leave',
    query: [],
  },
  'connections.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections',
    query: ['start_cursor', 'page_size'],
  },
  'connections.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/connections', query: [] },
  'connections.retrieve': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}',
    query: [],
  },
  'connections.update': {
    method: 'PATCH',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}',
    query: [],
  },
  'connections.delete': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}',
    query: [],
  },
  'connections.secret': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/secret',
    query: [],
  },
  'connections.rotate': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/rotate',
    query: [],
  },
  'connections.users.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/users',
    query: ['start_cursor', 'page_size'],
  },
  'connections.users.disconnect': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/users/{user_id}',
    query: [],
  },
  'connections.disconnectAll': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/disconnect_all',
    query: [],
  },
  'connections.secrets.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/secrets',
    query: [],
  },
  'connections.secrets.endPrevious': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/secrets/previous',
    query: [],
  },
  'connections.distribution': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/distribution',
    query: [],
  },
  'connections.requests.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/requests',
    query: ['start_cursor', 'page_size', 'request_id', 'outcome'],
  },
  'connections.pages.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/pages',
    query: ['start_cursor', 'page_size', 'user_id'],
  },
  'connections.pages.add': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/pages',
    query: [],
  },
  'connections.pages.remove': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/connections/{connection_id}/pages',
    query: ['page_id', 'database_id', 'workspace'],
  },
  'catalogue.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/catalogue',
    query: ['start_cursor', 'page_size'],
  },
  'approvedConnections.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/approved_connections',
    query: ['start_cursor', 'page_size', 'user_id'],
  },
  'approvedConnections.add': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/approved_connections',
    query: [],
  },
  'approvedConnections.remove': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/approved_connections/{connection_id}',
    query: ['disconnect'],
  },
  'connectionRequests.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/connection_requests',
    query: ['start_cursor', 'page_size', 'state'],
  },
  'connectionRequests.create': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/connection_requests',
    query: [],
  },
  'connectionRequests.decide': {
    method: 'PATCH',
    path: '/admin/v1/spaces/{workspace_id}/connection_requests/{request_id}',
    query: [],
  },
  'auditLog.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/audit_log',
    query: [
      'start_cursor',
      'page_size',
      'actor_id',
      'actor_type',
      'type',
      'object_id',
      'since',
      'until',
      'token_id',
      'ip_address',
      'direction',
    ],
  },
  'auditLog.follow': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/audit_log/events',
    query: [
      'actor_id',
      'actor_type',
      'type',
      'object_id',
      'since',
      'until',
      'token_id',
      'ip_address',
      'start_cursor',
    ],
    isStream: true,
  },
}
