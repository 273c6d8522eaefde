import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Ruby with Sinatra: an inbox for webhooks. */
export const sinatraWebhookInbox: Sample = {
  folder: "sinatra-webhook-inbox",
  steps: [
    {
      at: "2020-11-07T10:05Z",
      says: "Keep the last hundred webhooks",
      readme: `# Sinatra webhook inbox

A place to point a webhook at while one finds out what it sends: it checks the signature, keeps the last hundred
messages in memory, and shows them as JSON.
`,
      files: {
        Gemfile: `source "https://rubygems.org"

ruby "~> 2.7"

gem "sinatra", "~> 2.1"
gem "puma", "~> 5.0"
`,
        "inbox.rb": `require "json"
require "openssl"
require "sinatra"
require "time"

SECRET = ENV.fetch("WEBHOOK_SECRET", "only for trying out")
MOST = 100
LOCK = Mutex.new
INBOX = []

helpers do
  # Compared in constant time: how long it takes must not tell how much of it was right.
  def signed?(body, signature)
    expected = OpenSSL::HMAC.hexdigest("SHA256", SECRET, body)
    Rack::Utils.secure_compare(expected, signature)
  end
end

post "/hooks/:from" do
  body = request.body.read
  halt 401, "wrong signature\\n" unless signed?(body, request.env["HTTP_X_SIGNATURE"].to_s)
  LOCK.synchronize do
    INBOX.unshift({ from: params["from"], at: Time.now.utc.iso8601, body: body })
    INBOX.pop if INBOX.size > MOST
  end
  status 202
end

get "/inbox" do
  content_type :json
  JSON.pretty_generate(LOCK.synchronize { INBOX.dup })
end
`,
      },
    },
    {
      at: "2020-11-07T15:40Z",
      says: "Say how to send something signed",
      readme: `
## Try it

\`\`\`sh
bundle install
bundle exec ruby inbox.rb
body='{"order": 7}'
signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "only for trying out" | sed 's/.* //')
curl -d "$body" -H "X-Signature: $signature" localhost:4567/hooks/shop
curl localhost:4567/inbox
\`\`\`
`,
    },
    {
      at: "2021-01-16T11:20Z",
      says: "Note why the body is read first",
      readme: `
## What came out

The signature is made over the bytes as they were sent. Parsed and written again the same JSON has other spaces, and no
signature fits any more: read the body before anything else touches it.
`,
    },
    {
      at: "2023-05-13T09:12Z",
      says: "Note what became of it",
      readme: `
What shops send grows: a body of two megabytes came one day. Whoever makes more of this than a trial wants a limit, and
a queue behind it.
`,
    },
  ],
};
