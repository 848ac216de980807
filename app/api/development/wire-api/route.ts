/** In development, the wire API calls this before each call, so that Next loads the changed code and it takes over. */
export async function GET() {
  if (process.env.NODE_ENV !== 'development') return new Response(null, { status: 404 });
  const { takeOverAnswers } = await import('@/lib/server/start-wire-api');
  await takeOverAnswers();
  return new Response(null, { status: 204 });
}
