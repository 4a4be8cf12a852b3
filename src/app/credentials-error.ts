/** No valid credentials: the message says which command renews them. The CLI exits 4, the Lambda fails. */
export class CredentialsError extends Error {
  override name = 'CredentialsError';
}
