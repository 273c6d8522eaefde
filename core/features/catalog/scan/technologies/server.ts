/** Go, .NET, Ruby, PHP, Elixir and Dart. */
export const SERVER = `
Gin | framework | gin web | go:github.com/gin-gonic/gin
Echo | framework | echo web | go:github.com/labstack/echo*
Fiber | framework | fiber web | go:github.com/gofiber/fiber*
Chi | framework | web | go:github.com/go-chi/chi*
Gorilla | framework | web | go:github.com/gorilla/mux
Beego | framework | web | go:github.com/beego/* go:github.com/astaxie/beego
Buffalo | framework | web | go:github.com/gobuffalo/*
Revel | framework | web | go:github.com/revel/*
Go kit | framework | microservices | go:github.com/go-kit/*
Go Micro | framework | microservices | go:go-micro.dev/* go:github.com/micro/*
Kratos | framework | microservices | go:github.com/go-kratos/*
Encore | framework | cloud | go:encore.dev
fasthttp | framework | web | go:github.com/valyala/fasthttp
Gorilla WebSocket | library | websocket | go:github.com/gorilla/websocket go:nhooyr.io/websocket go:github.com/coder/websocket
GORM | library | orm database | go:gorm.io/* go:github.com/jinzhu/gorm
ent | library | orm database | go:entgo.io/ent
sqlx | library | database | go:github.com/jmoiron/sqlx
gqlgen | library | graphql | go:github.com/99designs/gqlgen go:github.com/graphql-go/graphql
Cobra | library | cli | go:github.com/spf13/cobra go:github.com/urfave/cli*
Viper | library | configuration | go:github.com/spf13/viper
Bubble Tea | framework | terminal-ui | go:github.com/charmbracelet/* 
Ebitengine | framework | game | go:github.com/hajimehoshi/ebiten*
Fyne | framework | ui desktop | go:fyne.io/*
Wails | framework | desktop | go:github.com/wailsapp/*
Wire | library | dependency-injection | go:github.com/google/wire go:go.uber.org/fx go:go.uber.org/dig
zap | library | logging | go:go.uber.org/zap go:github.com/sirupsen/logrus go:github.com/rs/zerolog
Testify | tool | | go:github.com/stretchr/testify
Ginkgo | tool | | go:github.com/onsi/*
Testcontainers | tool | testcontainers testing | go:github.com/testcontainers/* npm:testcontainers npm:@testcontainers/* pypi:testcontainers* nuget:Testcontainers* cargo:testcontainers*
etcd | database | coordination | go:go.etcd.io/* pypi:etcd3 cargo:etcd-client
BoltDB | database | embedded-database | go:go.etcd.io/bbolt go:github.com/boltdb/bolt
Badger | database | embedded-database | go:github.com/dgraph-io/badger*
Raft | library | consensus distributed | go:github.com/hashicorp/raft cargo:raft cargo:openraft maven:org.apache.ratis:* maven:com.alipay.sofa:jraft*
Consul | library | service-discovery | go:github.com/hashicorp/consul*
Vault | library | secrets security | go:github.com/hashicorp/vault*
libp2p | library | peer-to-peer | go:github.com/libp2p/* npm:libp2p npm:@libp2p/* cargo:libp2p
Blazor | framework | blazor web | nuget:Microsoft.AspNetCore.Components*
ASP.NET Core | framework | aspnet web | nuget:Microsoft.AspNetCore* nuget:Swashbuckle*
Minimal APIs | framework | web | nuget:Carter nuget:FastEndpoints
.NET MAUI | framework | mobile desktop | nuget:Microsoft.Maui*
Xamarin | framework | mobile | nuget:Xamarin*
Avalonia | framework | desktop ui | nuget:Avalonia*
Unity | framework | game | nuget:UnityEngine*
MonoGame | framework | game | nuget:MonoGame*
Entity Framework | library | orm database | nuget:Microsoft.EntityFrameworkCore* nuget:EntityFramework
Dapper | library | database | nuget:Dapper
NHibernate | library | orm database | nuget:NHibernate*
SQL Server | database | sql-server | nuget:Microsoft.Data.SqlClient nuget:System.Data.SqlClient nuget:Microsoft.EntityFrameworkCore.SqlServer npm:mssql npm:tedious pypi:pymssql pypi:pyodbc go:github.com/microsoft/go-mssqldb
MassTransit | framework | messaging | nuget:MassTransit*
NServiceBus | framework | messaging | nuget:NServiceBus*
MediatR | library | cqrs | nuget:MediatR*
Orleans | framework | actors distributed | nuget:Microsoft.Orleans*
Akka.NET | framework | actors | nuget:Akka*
Hangfire | library | scheduler | nuget:Hangfire*
Dapr | framework | microservices | nuget:Dapr* maven:io.dapr* npm:@dapr/* pypi:dapr* go:github.com/dapr/*
.NET Aspire | framework | cloud | nuget:Aspire*
Semantic Kernel | library | ai llm | nuget:Microsoft.SemanticKernel* pypi:semantic-kernel
ML.NET | library | machine-learning ai | nuget:Microsoft.ML*
Polly | library | resilience | nuget:Polly*
AutoMapper | library | mapping | nuget:AutoMapper*
FluentValidation | library | validation | nuget:FluentValidation*
Hot Chocolate | library | graphql | nuget:HotChocolate*
SignalR | library | websocket realtime | nuget:Microsoft.AspNetCore.SignalR* npm:@microsoft/signalr
Serilog | library | logging | nuget:Serilog* nuget:NLog*
Newtonsoft.Json | library | json | nuget:Newtonsoft.Json
BenchmarkDotNet | tool | benchmark performance | nuget:BenchmarkDotNet*
xUnit | tool | | nuget:xunit*
NUnit | tool | | nuget:NUnit*
MSTest | tool | | nuget:MSTest*
Moq | tool | | nuget:Moq nuget:NSubstitute
Giraffe | framework | web functional | nuget:Giraffe nuget:Saturn nuget:Suave
Ruby on Rails | framework | rails web | gem:rails
Sinatra | framework | sinatra web | gem:sinatra
Hanami | framework | web | gem:hanami
Roda | framework | web | gem:roda gem:grape
Jekyll | framework | static-site | gem:jekyll
Hotwire | library | web | gem:turbo-rails gem:stimulus-rails
Sidekiq | library | task-queue | gem:sidekiq gem:resque
Active Record | library | orm database | gem:activerecord gem:sequel
Devise | library | authentication | gem:devise
Puma | tool | web-server | gem:puma gem:unicorn
RSpec | tool | | gem:rspec gem:rspec-* gem:minitest gem:capybara
RuboCop | tool | linting | gem:rubocop
Fastlane | tool | mobile | gem:fastlane
CocoaPods | tool | ios | gem:cocoapods
Laravel | framework | laravel web | composer:laravel/framework composer:laravel/lumen-framework
Symfony | framework | symfony web | composer:symfony/framework-bundle composer:symfony/symfony composer:symfony/runtime
Slim | framework | web | composer:slim/slim
CodeIgniter | framework | web | composer:codeigniter* 
CakePHP | framework | web | composer:cakephp/cakephp
Yii | framework | web | composer:yiisoft/*
Laminas | framework | web | composer:laminas/* composer:zendframework/*
Hyperf | framework | web | composer:hyperf/*
Swoole | framework | async | composer:swoole/* composer:openswoole/*
WordPress | framework | cms | composer:johnpbloch/wordpress composer:roots/wordpress
Drupal | framework | cms | composer:drupal/core*
Livewire | library | web | composer:livewire/livewire
Doctrine | library | orm database | composer:doctrine/orm composer:doctrine/dbal
Twig | library | templates | composer:twig/twig
Guzzle | library | http-client | composer:guzzlehttp/guzzle
PHPUnit | tool | | composer:phpunit/phpunit composer:pestphp/pest
PHPStan | tool | static-analysis | composer:phpstan/phpstan composer:vimeo/psalm
Phoenix LiveView | framework | liveview web | hex:phoenix_live_view
Phoenix | framework | phoenix web | hex:phoenix
Plug | library | web | hex:plug hex:plug_cowboy hex:bandit
Ash | framework | web | hex:ash
Nerves | framework | iot | hex:nerves
Ecto | library | database | hex:ecto hex:ecto_sql
Oban | library | task-queue | hex:oban
Broadway | library | streaming | hex:broadway
GenStage | library | streaming | hex:gen_stage
Absinthe | library | graphql | hex:absinthe
Nx | library | machine-learning | hex:nx hex:axon hex:bumblebee
Cowboy | framework | web-server | hex:cowboy
Flutter | framework | flutter mobile | pub:flutter
Riverpod | library | state-management | pub:flutter_riverpod pub:riverpod
BLoC | library | state-management | pub:flutter_bloc pub:bloc
GetX | library | state-management | pub:get
Flame | framework | game | pub:flame
Dart Frog | framework | web | pub:dart_frog
Dio | library | http-client | pub:dio
`;
