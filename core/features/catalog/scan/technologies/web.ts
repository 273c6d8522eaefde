/** JavaScript and TypeScript: packages of npm. */
export const WEB = `
Next.js | framework | nextjs react web | npm:next
Nuxt | framework | nuxt vue web | npm:nuxt npm:nuxt3
Remix | framework | remix react web | npm:@remix-run/*
React Router | library | react web | npm:react-router npm:react-router-dom npm:@react-router/*
Gatsby | framework | gatsby react web | npm:gatsby
Astro | framework | astro web | npm:astro
SvelteKit | framework | sveltekit svelte web | npm:@sveltejs/kit
Svelte | framework | svelte web | npm:svelte
SolidJS | framework | solidjs web | npm:solid-js npm:solid-start npm:@solidjs/*
Qwik | framework | qwik web | npm:@builder.io/qwik* npm:@qwik.dev/*
Angular | framework | angular web | npm:@angular/core
AngularJS | framework | angularjs web | npm:angular
React Native | framework | react-native mobile | npm:react-native
Expo | framework | expo react-native mobile | npm:expo
Ionic | framework | ionic mobile | npm:@ionic/*
Capacitor | framework | mobile | npm:@capacitor/core
Cordova | framework | mobile | npm:cordova npm:cordova-*
NativeScript | framework | mobile | npm:@nativescript/core
React | framework | react web | npm:react npm:react-dom
Preact | framework | preact web | npm:preact
Vue.js | framework | vue web | npm:vue
Vuetify | library | vue ui | npm:vuetify
Quasar | framework | vue web | npm:quasar
Ember.js | framework | ember web | npm:ember-source npm:ember-cli
Backbone.js | framework | web | npm:backbone
Lit | framework | web-components web | npm:lit npm:lit-element npm:lit-html
Stencil | framework | web-components web | npm:@stencil/core
Alpine.js | framework | web | npm:alpinejs
htmx | library | htmx web | npm:htmx.org
jQuery | library | jquery web | npm:jquery
Eleventy | framework | static-site | npm:@11ty/eleventy
Docusaurus | framework | static-site | npm:@docusaurus/core
VitePress | framework | static-site | npm:vitepress npm:vuepress
Electron | framework | electron desktop | npm:electron
Tauri | framework | tauri desktop | npm:@tauri-apps/* cargo:tauri
NestJS | framework | nestjs web | npm:@nestjs/*
Express | framework | express web | npm:express
Fastify | framework | fastify web | npm:fastify npm:@fastify/*
Koa | framework | koa web | npm:koa
Hono | framework | hono web | npm:hono
hapi | framework | web | npm:@hapi/hapi npm:hapi
Elysia | framework | web | npm:elysia
AdonisJS | framework | web | npm:@adonisjs/core
Sails | framework | web | npm:sails
Meteor | framework | web | npm:meteor-node-stubs
LoopBack | framework | web | npm:@loopback/core npm:loopback
FeathersJS | framework | web | npm:@feathersjs/feathers
RedwoodJS | framework | web | npm:@redwoodjs/core
Strapi | framework | cms | npm:@strapi/strapi npm:strapi
Socket.IO | library | websocket realtime | npm:socket.io npm:socket.io-client pypi:python-socketio
ws | library | websocket realtime | npm:ws
SockJS | library | websocket | npm:sockjs npm:sockjs-client
tRPC | library | rpc | npm:@trpc/*
oRPC | library | rpc | npm:@orpc/*
gRPC | library | grpc rpc | npm:@grpc/* npm:grpc pypi:grpcio* go:google.golang.org/grpc cargo:tonic nuget:Grpc.* gem:grpc hex:grpc composer:grpc/grpc
Protocol Buffers | library | protobuf serialization | npm:protobufjs npm:google-protobuf npm:@bufbuild/* pypi:protobuf go:google.golang.org/protobuf go:github.com/golang/protobuf cargo:prost nuget:Google.Protobuf
Apollo | library | graphql | npm:@apollo/* npm:apollo-server* npm:apollo-client
GraphQL | library | graphql | npm:graphql npm:graphql-yoga npm:type-graphql npm:urql npm:mercurius
Relay | library | graphql react | npm:react-relay npm:relay-runtime
Redux | library | redux state-management | npm:redux npm:@reduxjs/toolkit npm:react-redux
MobX | library | state-management | npm:mobx
Zustand | library | state-management | npm:zustand
Jotai | library | state-management | npm:jotai
Recoil | library | state-management | npm:recoil
XState | library | state-machine | npm:xstate
Pinia | library | vue state-management | npm:pinia npm:vuex
NgRx | library | angular state-management | npm:@ngrx/*
TanStack Query | library | data-fetching | npm:@tanstack/react-query npm:@tanstack/vue-query npm:react-query
TanStack Router | library | react web | npm:@tanstack/react-router
RxJS | library | rxjs reactive | npm:rxjs
Effect | library | functional | npm:effect
fp-ts | library | functional | npm:fp-ts
Immer | library | immutability | npm:immer npm:immutable
Lodash | library |  | npm:lodash npm:lodash-es npm:underscore
Ramda | library | functional | npm:ramda
Zod | library | validation | npm:zod
Yup | library | validation | npm:yup npm:joi npm:ajv
Axios | library | http-client | npm:axios
date-fns | library |  | npm:date-fns npm:dayjs npm:moment npm:luxon
Tailwind CSS | library | tailwind css ui | npm:tailwindcss
Bootstrap | library | bootstrap css ui | npm:bootstrap npm:react-bootstrap
Material UI | library | ui | npm:@mui/material npm:@material-ui/core npm:@angular/material
Mantine | library | ui | npm:@mantine/core
Chakra UI | library | ui | npm:@chakra-ui/react
Ant Design | library | ui | npm:antd
Radix UI | library | ui | npm:@radix-ui/* npm:radix-ui
shadcn/ui | library | ui | npm:shadcn npm:shadcn-ui
Styled Components | library | css ui | npm:styled-components npm:@emotion/*
Sass | library | css | npm:sass npm:node-sass
Storybook | tool | ui | npm:storybook npm:@storybook/*
D3.js | library | d3 charts visualization | npm:d3
Chart.js | library | charts visualization | npm:chart.js
ECharts | library | charts visualization | npm:echarts
Recharts | library | charts visualization | npm:recharts
Three.js | library | threejs 3d graphics | npm:three npm:@react-three/*
Babylon.js | library | 3d graphics | npm:@babylonjs/core npm:babylonjs
PixiJS | library | graphics game | npm:pixi.js
Phaser | framework | game | npm:phaser
p5.js | library | graphics | npm:p5
Leaflet | library | maps | npm:leaflet npm:react-leaflet
Mapbox | library | maps | npm:mapbox-gl npm:maplibre-gl
Monaco Editor | library | editor | npm:monaco-editor npm:@monaco-editor/react
CodeMirror | library | editor | npm:codemirror npm:@codemirror/*
ProseMirror | library | editor | npm:prosemirror-* npm:@tiptap/*
Yjs | library | crdt collaboration | npm:yjs
Automerge | library | crdt collaboration | npm:@automerge/* cargo:automerge
WebRTC | library | webrtc realtime | npm:simple-peer npm:peerjs npm:webrtc-adapter npm:mediasoup cargo:webrtc go:github.com/pion/webrtc/*
Prisma | library | orm database | npm:prisma npm:@prisma/client
TypeORM | library | orm database | npm:typeorm
Sequelize | library | orm database | npm:sequelize
Drizzle | library | orm database | npm:drizzle-orm
Knex | library | database | npm:knex npm:objection
MikroORM | library | orm database | npm:@mikro-orm/core
Mongoose | library | mongodb orm | npm:mongoose
MongoDB | database | mongodb nosql | npm:mongodb npm:mongoose pypi:pymongo pypi:motor pypi:mongoengine go:go.mongodb.org/* cargo:mongodb nuget:MongoDB.Driver gem:mongoid gem:mongo composer:mongodb/*
PostgreSQL | database | postgresql | npm:pg npm:postgres npm:pg-promise pypi:psycopg* pypi:asyncpg go:github.com/lib/pq go:github.com/jackc/pgx* cargo:postgres cargo:tokio-postgres nuget:Npgsql* gem:pg hex:postgrex pub:postgres
MySQL | database | mysql | npm:mysql npm:mysql2 pypi:pymysql pypi:mysqlclient pypi:mysql-connector* go:github.com/go-sql-driver/mysql cargo:mysql* nuget:MySql* nuget:Pomelo.EntityFrameworkCore.MySql gem:mysql2 hex:myxql
SQLite | database | sqlite | npm:sqlite3 npm:better-sqlite3 npm:sqlite pypi:aiosqlite go:github.com/mattn/go-sqlite3 go:modernc.org/sqlite cargo:rusqlite nuget:Microsoft.Data.Sqlite* nuget:*Sqlite gem:sqlite3 pub:sqflite hex:ecto_sqlite3
Redis | database | redis cache | npm:redis npm:ioredis npm:bull npm:bullmq pypi:redis pypi:aioredis go:github.com/redis/* go:github.com/go-redis/* go:github.com/gomodule/redigo cargo:redis nuget:StackExchange.Redis gem:redis gem:sidekiq composer:predis/predis hex:redix
Valkey | database | cache | npm:@valkey/* pypi:valkey
Elasticsearch | database | elasticsearch search | npm:@elastic/elasticsearch npm:elasticsearch pypi:elasticsearch* go:github.com/elastic/* go:github.com/olivere/elastic* cargo:elasticsearch nuget:NEST nuget:Elastic.* gem:elasticsearch* composer:elasticsearch/*
OpenSearch | database | search | npm:@opensearch-project/* pypi:opensearch-py
Cassandra | database | cassandra nosql | npm:cassandra-driver pypi:cassandra-driver go:github.com/gocql/gocql cargo:cdrs* nuget:CassandraCSharpDriver
ScyllaDB | database | nosql | pypi:scylla-driver cargo:scylla
Neo4j | database | neo4j graph | npm:neo4j-driver pypi:neo4j pypi:py2neo go:github.com/neo4j/*
DynamoDB | database | dynamodb aws nosql | npm:@aws-sdk/client-dynamodb npm:dynamoose
ClickHouse | database | analytics | npm:@clickhouse/client pypi:clickhouse-* go:github.com/clickhouse/* cargo:clickhouse
DuckDB | database | analytics | npm:duckdb npm:@duckdb/* pypi:duckdb cargo:duckdb go:github.com/marcboeker/go-duckdb maven:org.duckdb:*
InfluxDB | database | time-series | npm:@influxdata/* pypi:influxdb*
Meilisearch | database | search | npm:meilisearch pypi:meilisearch
Typesense | database | search | npm:typesense
Supabase | library | backend-as-a-service | npm:@supabase/* pypi:supabase
Firebase | library | firebase | npm:firebase npm:firebase-admin npm:@angular/fire pypi:firebase-admin pub:firebase_core
Pinecone | database | vector-search ai | npm:@pinecone-database/pinecone pypi:pinecone*
Kafka | library | kafka messaging streaming | npm:kafkajs npm:node-rdkafka npm:kafka-node npm:@confluentinc/* pypi:kafka-python* pypi:confluent-kafka pypi:aiokafka go:github.com/segmentio/kafka-go go:github.com/confluentinc/* go:github.com/shopify/sarama go:github.com/ibm/sarama go:github.com/twmb/franz-go cargo:rdkafka cargo:kafka nuget:Confluent.Kafka gem:ruby-kafka gem:karafka gem:rdkafka hex:brod hex:kafka_ex
RabbitMQ | library | rabbitmq messaging | npm:amqplib npm:amqp-connection-manager pypi:pika pypi:aio-pika go:github.com/rabbitmq/* go:github.com/streadway/amqp cargo:lapin nuget:RabbitMQ.Client gem:bunny composer:php-amqplib/* hex:amqp
NATS | library | nats messaging | npm:nats npm:@nats-io/* pypi:nats-py go:github.com/nats-io/* cargo:async-nats cargo:nats nuget:NATS.Client*
MQTT | library | mqtt iot messaging | npm:mqtt pypi:paho-mqtt go:github.com/eclipse/paho* cargo:rumqttc nuget:MQTTnet
ZeroMQ | library | messaging | npm:zeromq pypi:pyzmq cargo:zmq go:github.com/pebbe/zmq4 nuget:NetMQ
Temporal | framework | workflow | npm:@temporalio/* pypi:temporalio go:go.temporal.io/* 
LangChain | library | langchain ai llm | npm:langchain npm:@langchain/* pypi:langchain*
LlamaIndex | library | ai llm | npm:llamaindex pypi:llama-index*
Vercel AI SDK | library | ai llm | npm:ai npm:@ai-sdk/*
OpenAI | library | ai llm | npm:openai pypi:openai go:github.com/sashabaranov/go-openai go:github.com/openai/* cargo:async-openai nuget:OpenAI nuget:Azure.AI.OpenAI gem:ruby-openai
Anthropic | library | ai llm | npm:@anthropic-ai/* pypi:anthropic go:github.com/anthropics/*
Google Gemini | library | ai llm | npm:@google/generative-ai npm:@google/genai pypi:google-generativeai pypi:google-genai
Ollama | library | ai llm | npm:ollama pypi:ollama go:github.com/ollama/ollama cargo:ollama-rs
Model Context Protocol | library | mcp ai | npm:@modelcontextprotocol/* pypi:mcp pypi:fastmcp maven:io.modelcontextprotocol* go:github.com/mark3labs/mcp-go cargo:rmcp nuget:ModelContextProtocol*
TensorFlow.js | library | machine-learning ai | npm:@tensorflow/*
Transformers.js | library | machine-learning ai | npm:@xenova/transformers npm:@huggingface/transformers
AWS SDK | library | aws cloud | npm:aws-sdk npm:@aws-sdk/* pypi:boto3 pypi:botocore go:github.com/aws/aws-sdk-go* cargo:aws-sdk-* nuget:AWSSDK.* gem:aws-sdk* composer:aws/aws-sdk-php
AWS CDK | tool | aws infrastructure-as-code | npm:aws-cdk-lib npm:aws-cdk npm:@aws-cdk/* pypi:aws-cdk* maven:software.amazon.awscdk:* nuget:Amazon.CDK*
AWS Lambda | library | aws lambda serverless | npm:aws-lambda npm:@types/aws-lambda go:github.com/aws/aws-lambda-go cargo:lambda_runtime nuget:Amazon.Lambda.*
Serverless Framework | tool | serverless | npm:serverless npm:serverless-*
Google Cloud | library | gcp cloud | npm:@google-cloud/* pypi:google-cloud-* go:cloud.google.com/go*
Azure SDK | library | azure cloud | npm:@azure/* pypi:azure-* go:github.com/azure/* nuget:Azure.*
Cloudflare Workers | platform | cloudflare serverless | npm:wrangler npm:@cloudflare/workers-types
Pulumi | tool | infrastructure-as-code | npm:@pulumi/* pypi:pulumi* go:github.com/pulumi/* maven:com.pulumi:*
Stripe | library | payments | npm:stripe npm:@stripe/* pypi:stripe gem:stripe nuget:Stripe.net maven:com.stripe:* go:github.com/stripe/*
Passport | library | authentication security | npm:passport
Auth.js | library | authentication security | npm:next-auth npm:@auth/*
JSON Web Token | library | jwt security | npm:jsonwebtoken npm:jose pypi:pyjwt go:github.com/golang-jwt/* go:github.com/dgrijalva/jwt-go cargo:jsonwebtoken gem:jwt nuget:System.IdentityModel.Tokens.Jwt
OpenTelemetry | library | opentelemetry observability | npm:@opentelemetry/* pypi:opentelemetry-* go:go.opentelemetry.io/* cargo:opentelemetry* nuget:OpenTelemetry*
Prometheus | library | metrics observability | npm:prom-client pypi:prometheus-client go:github.com/prometheus/* cargo:prometheus nuget:prometheus-net*
Sentry | library | observability | npm:@sentry/* pypi:sentry-sdk maven:io.sentry:* go:github.com/getsentry/* cargo:sentry nuget:Sentry*
Web3 | library | blockchain | npm:web3 npm:ethers npm:viem npm:wagmi pypi:web3 maven:org.web3j:* go:github.com/ethereum/go-ethereum cargo:ethers
Hardhat | tool | blockchain solidity | npm:hardhat npm:truffle npm:@openzeppelin/*
Puppeteer | tool | browser-automation | npm:puppeteer npm:puppeteer-core
Playwright | tool | browser-testing testing | npm:playwright npm:@playwright/test pypi:playwright pypi:pytest-playwright maven:com.microsoft.playwright:* nuget:Microsoft.Playwright*
Cypress | tool | browser-testing testing | npm:cypress
Jest | tool | | npm:jest
Vitest | tool | | npm:vitest
Mocha | tool | | npm:mocha
Jasmine | tool | | npm:jasmine npm:jasmine-core npm:karma
Testing Library | tool | | npm:@testing-library/*
WebdriverIO | tool | browser-testing testing | npm:webdriverio npm:@wdio/* npm:selenium-webdriver pypi:selenium nuget:Selenium.WebDriver gem:selenium-webdriver
k6 | tool | load-testing performance | npm:k6 npm:@types/k6
Artillery | tool | load-testing performance | npm:artillery npm:autocannon
Benchmark.js | tool | benchmark performance | npm:benchmark npm:tinybench npm:mitata
Vite | tool | vite | npm:vite
Webpack | tool | webpack | npm:webpack
Rollup | tool |  | npm:rollup
esbuild | tool |  | npm:esbuild
Parcel | tool |  | npm:parcel npm:parcel-bundler
Rspack | tool |  | npm:@rspack/core npm:@rsbuild/core
Turborepo | tool | monorepo | npm:turbo
Nx | tool | monorepo | npm:nx npm:@nx/* npm:@nrwl/*
Lerna | tool | monorepo | npm:lerna
Babel | tool |  | npm:@babel/core npm:babel-core
SWC | tool |  | npm:@swc/core
Gulp | tool |  | npm:gulp
Grunt | tool |  | npm:grunt
ESLint | tool | linting | npm:eslint
Prettier | tool | formatting | npm:prettier
Biome | tool | linting | npm:@biomejs/biome
Bun | platform | bun | npm:bun-types npm:@types/bun
TypeScript | platform | typescript | npm:typescript
`;
