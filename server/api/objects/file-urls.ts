/** Nothing is uploaded to this server yet, so no stored value can name a file that is kept here. */
export const fileUrl = (id: string): never => {
  throw new Error(`The file ${id} is not kept here`)
}
