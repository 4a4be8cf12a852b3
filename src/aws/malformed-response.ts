/** AWS answered, but not with what its API promises: a 200 without its list, a record without its ID. */
export class MalformedResponse extends Error {
  override readonly name = 'MalformedResponse';
}
