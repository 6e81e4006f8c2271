/**
 * What the clients before 2.x offer, by their own types of parameters and answers. Their class itself is not imported,
 * because its declarations would bring the types of a browser into every file of ours.
 */
import type * as v02 from 'notion-sdk-0-2/build/src/api-endpoints.js'
import type * as v04 from 'notion-sdk-0-4/build/src/api-endpoints.js'
import type * as v1 from 'notion-sdk-1/build/src/api-endpoints.js'

type Call<Parameters, Answer> = (args: Parameters & { auth?: string }) => Promise<Answer>
type CallOfAll<Parameters, Answer> = (args?: Parameters & { auth?: string }) => Promise<Answer>

type Request = <Answer>(request: {
  path: string
  method: 'get' | 'post' | 'patch' | 'delete'
  query?: Record<string, string | number>
  body?: Record<string, unknown>
  auth?: string
}) => Promise<Answer>

export interface Client02 {
  request: Request
  blocks: {
    retrieve: Call<v02.BlocksRetrieveParameters, v02.BlocksRetrieveResponse>
    update: Call<v02.BlocksUpdateParameters, v02.BlocksUpdateResponse>
    children: {
      append: Call<v02.BlocksChildrenAppendParameters, v02.BlocksChildrenAppendResponse>
      list: Call<v02.BlocksChildrenListParameters, v02.BlocksChildrenListResponse>
    }
  }
  databases: {
    list: CallOfAll<v02.DatabasesListParameters, v02.DatabasesListResponse>
    retrieve: Call<v02.DatabasesRetrieveParameters, v02.DatabasesRetrieveResponse>
    query: Call<v02.DatabasesQueryParameters, v02.DatabasesQueryResponse>
    create: Call<v02.DatabasesCreateParameters, v02.DatabasesCreateResponse>
  }
  pages: {
    create: Call<v02.PagesCreateParameters, v02.PagesCreateResponse>
    retrieve: Call<v02.PagesRetrieveParameters, v02.PagesRetrieveResponse>
    update: Call<v02.PagesUpdateParameters, v02.PagesUpdateResponse>
  }
  users: {
    retrieve: Call<v02.UsersRetrieveParameters, v02.UsersRetrieveResponse>
    list: CallOfAll<v02.UsersListParameters, v02.UsersListResponse>
  }
  search: Call<v02.SearchParameters, v02.SearchResponse>
}

export interface Client04 {
  request: Request
  blocks: {
    retrieve: Call<v04.GetBlockParameters, v04.GetBlockResponse>
    update: Call<v04.UpdateBlockParameters, v04.UpdateBlockResponse>
    delete: Call<v04.DeleteBlockParameters, v04.DeleteBlockResponse>
    children: {
      append: Call<v04.AppendBlockChildrenParameters, v04.AppendBlockChildrenResponse>
      list: Call<v04.ListBlockChildrenParameters, v04.ListBlockChildrenResponse>
    }
  }
  databases: {
    list: Call<v04.ListDatabasesParameters, v04.ListDatabasesResponse>
    retrieve: Call<v04.GetDatabaseParameters, v04.GetDatabaseResponse>
    query: Call<v04.QueryDatabaseParameters, v04.QueryDatabaseResponse>
    create: Call<v04.CreateDatabaseParameters, v04.CreateDatabaseResponse>
    update: Call<v04.UpdateDatabaseParameters, v04.UpdateDatabaseResponse>
  }
  pages: {
    create: Call<v04.CreatePageParameters, v04.CreatePageResponse>
    retrieve: Call<v04.GetPageParameters, v04.GetPageResponse>
    update: Call<v04.UpdatePageParameters, v04.UpdatePageResponse>
    properties: { retrieve: Call<v04.GetPagePropertyParameters, v04.GetPagePropertyResponse> }
  }
  users: {
    retrieve: Call<v04.GetUserParameters, v04.GetUserResponse>
    list: Call<v04.ListUsersParameters, v04.ListUsersResponse>
    me: (args: { auth?: string }) => Promise<v04.GetSelfResponse>
  }
  search: Call<v04.SearchParameters, v04.SearchResponse>
}

export interface Client1 {
  request: Request
  blocks: {
    retrieve: Call<v1.GetBlockParameters, v1.GetBlockResponse>
    update: Call<v1.UpdateBlockParameters, v1.UpdateBlockResponse>
    delete: Call<v1.DeleteBlockParameters, v1.DeleteBlockResponse>
    children: {
      append: Call<v1.AppendBlockChildrenParameters, v1.AppendBlockChildrenResponse>
      list: Call<v1.ListBlockChildrenParameters, v1.ListBlockChildrenResponse>
    }
  }
  databases: {
    list: Call<v1.ListDatabasesParameters, v1.ListDatabasesResponse>
    retrieve: Call<v1.GetDatabaseParameters, v1.GetDatabaseResponse>
    query: Call<v1.QueryDatabaseParameters, v1.QueryDatabaseResponse>
    create: Call<v1.CreateDatabaseParameters, v1.CreateDatabaseResponse>
    update: Call<v1.UpdateDatabaseParameters, v1.UpdateDatabaseResponse>
  }
  pages: {
    create: Call<v1.CreatePageParameters, v1.CreatePageResponse>
    retrieve: Call<v1.GetPageParameters, v1.GetPageResponse>
    update: Call<v1.UpdatePageParameters, v1.UpdatePageResponse>
    properties: { retrieve: Call<v1.GetPagePropertyParameters, v1.GetPagePropertyResponse> }
  }
  users: {
    retrieve: Call<v1.GetUserParameters, v1.GetUserResponse>
    list: Call<v1.ListUsersParameters, v1.ListUsersResponse>
    me: (args: { auth?: string }) => Promise<v1.GetSelfResponse>
  }
  search: Call<v1.SearchParameters, v1.SearchResponse>
}
