/** Java, Kotlin, Scala, Groovy and Clojure: packages of Maven repositories (`maven:group:artifact`) and Gradle plugins. */
export const JVM = `
Spring Boot | framework | spring-boot spring | maven:org.springframework.boot:* plugin:org.springframework.boot maven:org.springframework.experimental:*
Spring WebFlux | framework | webflux reactive web | maven:*:spring-boot-starter-webflux maven:org.springframework:spring-webflux
Spring MVC | framework | web | maven:org.springframework:spring-webmvc
Spring Cloud Gateway | framework | gateway web | maven:*:spring-cloud-starter-gateway* maven:org.springframework.cloud:spring-cloud-gateway*
Spring Cloud Stream | framework | messaging | maven:org.springframework.cloud:spring-cloud-stream* maven:org.springframework.cloud:spring-cloud-starter-stream*
Spring Cloud | framework | spring-cloud microservices | maven:org.springframework.cloud:*
Spring Data | framework | spring-data database | maven:org.springframework.data:* maven:org.springframework.boot:spring-boot-starter-data-*
Spring Data JPA | framework | jpa database | maven:*:spring-boot-starter-data-jpa maven:*:spring-data-jpa
Spring Security | framework | security | maven:org.springframework.security:* maven:*:spring-boot-starter-security maven:*:spring-boot-starter-oauth2*
Spring Batch | framework | batch | maven:org.springframework.batch:* maven:*:spring-boot-starter-batch
Spring Integration | framework | integration | maven:org.springframework.integration:* maven:*:spring-boot-starter-integration
Spring AI | framework | ai llm | maven:org.springframework.ai:* maven:group.springframework.ai:*
Spring HATEOAS | framework | rest web | maven:org.springframework.hateoas:* maven:*:spring-boot-starter-hateoas
Spring GraphQL | framework | graphql web | maven:org.springframework.graphql:* maven:*:spring-boot-starter-graphql
Spring Session | library | session | maven:org.springframework.session:*
Spring Statemachine | framework | state-machine | maven:org.springframework.statemachine:*
Spring Shell | framework | cli | maven:org.springframework.shell:*
Spring Modulith | framework | modular | maven:org.springframework.modulith:*
Spring Retry | library | resilience | maven:org.springframework.retry:*
Spring Roo | framework | spring | maven:org.springframework.roo:*
Spring Framework | framework | spring | maven:org.springframework:*
Quarkus | framework | quarkus | maven:io.quarkus:* maven:io.quarkus.platform:* maven:io.quarkiverse*  plugin:io.quarkus
Micronaut | framework | micronaut | maven:io.micronaut:* maven:io.micronaut.* plugin:io.micronaut.*
Helidon | framework | helidon microservices | maven:io.helidon* 
Dropwizard | framework | dropwizard rest web | maven:io.dropwizard:* maven:com.yammer.dropwizard:*
Vert.x | framework | vertx reactive | maven:io.vertx:* plugin:io.vertx.*
Javalin | framework | web | maven:io.javalin:*
Spark Java | framework | web | maven:com.sparkjava:*
Play Framework | framework | play web | maven:com.typesafe.play:* maven:org.playframework:* plugin:com.typesafe.play:sbt-plugin
Ktor | framework | ktor web | maven:io.ktor:* plugin:io.ktor.plugin
http4k | framework | web | maven:org.http4k:*
Grails | framework | grails web | maven:org.grails:* plugin:org.grails.*
Ratpack | framework | web | maven:io.ratpack:* plugin:io.ratpack.*
Jooby | framework | web | maven:io.jooby:* maven:org.jooby:*
Blade | framework | web | maven:com.bladejava:* maven:com.hellokaton:blade-core
Ninja | framework | web | maven:org.ninjaframework:*
Struts | framework | web | maven:org.apache.struts:* maven:struts:*
Apache Wicket | framework | web | maven:org.apache.wicket:* maven:wicket:*
Tapestry | framework | web | maven:org.apache.tapestry:*
Vaadin | framework | web ui | maven:com.vaadin:* plugin:com.vaadin
ZK | framework | web ui | maven:org.zkoss*
JSF | framework | jsf web | maven:com.sun.faces:* maven:org.apache.myfaces* maven:javax.faces:* maven:jakarta.faces:* maven:org.glassfish:javax.faces
PrimeFaces | library | jsf ui | maven:org.primefaces:*
GWT | framework | web ui | maven:com.google.gwt:* maven:org.gwtproject:* plugin:org.docstr.gwt
JavaFX | framework | javafx desktop | maven:org.openjfx:* plugin:org.openjfx.javafxplugin
Jakarta EE | framework | jakarta-ee | maven:jakarta.platform:* maven:javax:javaee-* maven:org.jboss.spec:jboss-javaee*
WildFly | framework | wildfly jakarta-ee | maven:org.wildfly* maven:org.jboss.as:*
Thorntail | framework | microprofile | maven:io.thorntail:* maven:org.wildfly.swarm:*
TomEE | framework | jakarta-ee | maven:org.apache.tomee* maven:org.apache.openejb*
MicroProfile | framework | microprofile | maven:org.eclipse.microprofile*
Payara | framework | jakarta-ee | maven:fish.payara*
Open Liberty | framework | jakarta-ee | maven:io.openliberty* plugin:io.openliberty.tools.gradle.liberty
Jersey | framework | rest web | maven:org.glassfish.jersey* maven:com.sun.jersey*
RESTEasy | framework | rest web | maven:org.jboss.resteasy:*
Apache CXF | framework | soap web-services | maven:org.apache.cxf*
Apache Axis | framework | soap web-services | maven:org.apache.axis*
Restlet | framework | rest web | maven:org.restlet*
Apache Camel | framework | camel integration | maven:org.apache.camel*
Mule | framework | integration | maven:org.mule*
Apache ServiceMix | framework | integration | maven:org.apache.servicemix*
Apache Karaf | framework | osgi | maven:org.apache.karaf*
Apache Felix | framework | osgi | maven:org.apache.felix:*
Akka HTTP | framework | web akka | maven:com.typesafe.akka:akka-http* maven:*:pekko-http*
Akka | framework | akka actors | maven:com.typesafe.akka:* maven:com.lightbend.akka*
Apache Pekko | framework | pekko actors | maven:org.apache.pekko:*
Lagom | framework | microservices | maven:com.lightbend.lagom:*
Axon Framework | framework | cqrs event-sourcing ddd | maven:org.axonframework*
Eventuate | framework | event-sourcing | maven:io.eventuate*
EventStoreDB | database | event-sourcing | maven:com.geteventstore* maven:com.github.msemys:* maven:com.eventstore:* npm:@eventstore/db-client nuget:EventStore.Client*
Netty | framework | netty networking | maven:io.netty:* maven:org.jboss.netty:*
Grizzly | framework | networking | maven:org.glassfish.grizzly:*
Undertow | framework | web-server | maven:io.undertow:* maven:*:spring-boot-starter-undertow
Jetty | framework | web-server | maven:org.eclipse.jetty* maven:org.mortbay.jetty:* maven:*:spring-boot-starter-jetty
Tomcat | framework | web-server | maven:org.apache.tomcat* 
Apache MINA | framework | networking | maven:org.apache.mina:*
Aeron | library | messaging low-latency | maven:io.aeron:*
Agrona | library | low-latency | maven:org.agrona:*
LMAX Disruptor | library | low-latency concurrency | maven:com.lmax:disruptor
Chronicle | library | low-latency | maven:net.openhft:*
JCTools | library | concurrency | maven:org.jctools:*
RxJava | library | rxjava reactive | maven:io.reactivex* maven:com.netflix.rxjava:*
Project Reactor | library | reactor reactive | maven:io.projectreactor*
SmallRye Mutiny | library | reactive | maven:io.smallrye.reactive:*
RSocket | library | rsocket reactive | maven:io.rsocket:* maven:*:spring-boot-starter-rsocket
Kotlin Coroutines | library | coroutines concurrency | maven:org.jetbrains.kotlinx:kotlinx-coroutines*
Arrow | library | functional | maven:io.arrow-kt:*
Vavr | library | functional | maven:io.vavr:* maven:io.javaslang:* maven:com.javaslang:*
Functional Java | library | functional | maven:org.functionaljava:*
Cats | library | functional | maven:org.typelevel:cats*
ZIO | framework | functional | maven:dev.zio:*
Scalaz | library | functional | maven:org.scalaz:*
http4s | framework | web functional | maven:org.http4s:*
Finagle | framework | rpc microservices | maven:com.twitter:finagle*
Finatra | framework | web | maven:com.twitter:finatra*
Slick | library | database | maven:com.typesafe.slick:*
Doobie | library | database | maven:org.tpolecat:doobie*
Circe | library | json | maven:io.circe:*
Kafka Streams | library | kafka kafka-streams streaming messaging | maven:org.apache.kafka:kafka-streams* maven:*:spring-cloud-stream-binder-kafka-streams maven:io.quarkus:quarkus-kafka-streams
Kafka | library | kafka messaging streaming | maven:org.apache.kafka:* maven:org.springframework.kafka:* maven:*:*kafka* maven:*kafka* 
Confluent Schema Registry | library | kafka avro | maven:io.confluent:kafka-*-serializer maven:io.confluent:kafka-schema-registry*
RabbitMQ | library | rabbitmq messaging | maven:com.rabbitmq:* maven:*:spring-boot-starter-amqp maven:org.springframework.amqp:* maven:*:*rabbit*
ActiveMQ | library | activemq jms messaging | maven:org.apache.activemq* maven:*:spring-boot-starter-activemq maven:*:spring-boot-starter-artemis
Apache Pulsar | library | pulsar messaging | maven:org.apache.pulsar:* maven:io.streamnative*
NATS | library | nats messaging | maven:io.nats:jnats*
ZeroMQ | library | messaging | maven:org.zeromq:*
RocketMQ | library | messaging | maven:org.apache.rocketmq:*
HornetQ | library | jms messaging | maven:org.hornetq:*
JMS | library | jms messaging | maven:javax.jms:* maven:jakarta.jms:* maven:org.apache.geronimo.specs:geronimo-jms*
MQTT | library | mqtt iot messaging | maven:org.eclipse.paho:* maven:com.hivemq:*
Apache Flink | framework | flink streaming big-data | maven:org.apache.flink:*
Apache Spark | framework | spark big-data | maven:org.apache.spark:*
Apache Storm | framework | storm streaming big-data | maven:org.apache.storm:* maven:storm:*
Apache Beam | framework | beam streaming big-data | maven:org.apache.beam:*
Apache Samza | framework | streaming | maven:org.apache.samza:*
Apache Hadoop | framework | hadoop big-data | maven:org.apache.hadoop:*
Apache Hive | library | big-data | maven:org.apache.hive:*
Apache Pig | library | big-data | maven:org.apache.pig:*
Apache NiFi | framework | data-flow | maven:org.apache.nifi:*
Hazelcast Jet | framework | streaming | maven:com.hazelcast.jet:*
Esper | library | cep streaming | maven:com.espertech:*
Siddhi | library | cep streaming | maven:org.wso2.siddhi:* maven:io.siddhi:*
Drools | framework | rules | maven:org.drools:* maven:org.kie*
Easy Rules | library | rules | maven:org.jeasy:*
Camunda | framework | workflow bpmn | maven:org.camunda* maven:io.camunda*
Activiti | framework | workflow bpmn | maven:org.activiti*
Flowable | framework | workflow bpmn | maven:org.flowable:*
jBPM | framework | workflow bpmn | maven:org.jbpm:*
Temporal | framework | workflow | maven:io.temporal:*
Quartz | library | scheduler | maven:org.quartz-scheduler:* maven:*:spring-boot-starter-quartz
JobRunr | library | scheduler | maven:org.jobrunr:*
ShedLock | library | scheduler | maven:net.javacrumbs.shedlock:*
gRPC | library | grpc rpc | maven:io.grpc:* maven:net.devh:grpc* maven:com.google.api.grpc:*
Apache Thrift | library | thrift rpc | maven:org.apache.thrift:*
Apache Dubbo | framework | rpc microservices | maven:org.apache.dubbo:* maven:com.alibaba:dubbo*
Apache Avro | library | avro serialization | maven:org.apache.avro:*
Protocol Buffers | library | protobuf serialization | maven:com.google.protobuf:* plugin:com.google.protobuf
Kryo | library | serialization | maven:com.esotericsoftware:* maven:com.esotericsoftware.kryo:*
FlatBuffers | library | serialization | maven:com.google.flatbuffers:*
SBE | library | serialization low-latency | maven:uk.co.real-logic:*
MapStruct | library | mapping | maven:org.mapstruct:*
ModelMapper | library | mapping | maven:org.modelmapper*
Dozer | library | mapping | maven:net.sf.dozer:* maven:com.github.dozermapper:*
GraphQL Java | library | graphql | maven:com.graphql-java* maven:com.graphql-java-kickstart:*
Netflix DGS | framework | graphql | maven:com.netflix.graphql.dgs*
OpenFeign | library | http-client | maven:io.github.openfeign* maven:com.netflix.feign:* maven:*:spring-cloud-starter-openfeign maven:*:spring-cloud-starter-feign
Retrofit | library | http-client | maven:com.squareup.retrofit2:* maven:com.squareup.retrofit:*
OkHttp | library | http-client | maven:com.squareup.okhttp3:* maven:com.squareup.okhttp:*
Apache HttpClient | library | http-client | maven:org.apache.httpcomponents* maven:commons-httpclient:*
AsyncHttpClient | library | http-client | maven:org.asynchttpclient:* maven:com.ning:async-http-client
Unirest | library | http-client | maven:com.konghq:* maven:com.mashape.unirest:*
Hystrix | library | resilience circuit-breaker | maven:com.netflix.hystrix:* maven:*:spring-cloud-starter-*hystrix* maven:*:spring-cloud-starter-hystrix*
Resilience4j | library | resilience circuit-breaker | maven:io.github.resilience4j:* maven:*:spring-cloud-starter-circuitbreaker*
Failsafe | library | resilience | maven:net.jodah:failsafe maven:dev.failsafe:*
Sentinel | library | resilience | maven:com.alibaba.csp:*
Bucket4j | library | rate-limiting | maven:com.github.vladimir-bukhtoyarov:* maven:com.bucket4j:*
Eureka | library | service-discovery microservices | maven:com.netflix.eureka:* maven:*:spring-cloud-starter-*eureka* maven:*:spring-cloud-starter-eureka*
Ribbon | library | load-balancing | maven:com.netflix.ribbon:* maven:*:spring-cloud-starter-*ribbon
Zuul | library | gateway | maven:com.netflix.zuul:* maven:*:spring-cloud-starter-*zuul
Archaius | library | configuration | maven:com.netflix.archaius:*
Karyon | library | microservices | maven:com.netflix.karyon:*
Consul | library | service-discovery | maven:com.ecwid.consul:* maven:com.orbitz.consul:* maven:*:spring-cloud-starter-consul*
ZooKeeper | library | zookeeper coordination | maven:org.apache.zookeeper:* maven:org.apache.curator:* maven:com.netflix.curator:*
etcd | database | coordination | maven:io.etcd:* 
Atomix | library | consensus distributed | maven:io.atomix*
JGroups | library | distributed clustering | maven:org.jgroups:* maven:jgroups:*
Infinispan | database | cache | maven:org.infinispan:*
Hazelcast | database | cache distributed | maven:com.hazelcast:*
Apache Ignite | database | cache distributed | maven:org.apache.ignite:*
Apache Geode | database | cache distributed | maven:org.apache.geode:*
Coherence | database | cache distributed | maven:com.oracle.coherence*
Terracotta | library | cache distributed | maven:org.terracotta*
Ehcache | library | cache | maven:org.ehcache:* maven:net.sf.ehcache:*
Caffeine | library | cache | maven:com.github.ben-manes.caffeine:*
Redis | database | redis cache | maven:redis.clients:* maven:io.lettuce:* maven:biz.paluch.redis:* maven:org.redisson:* maven:*:spring-boot-starter-data-redis* maven:*:spring-data-redis maven:*:quarkus-redis*
Dynomite | database | redis | maven:com.netflix.dyno*
Memcached | database | cache | maven:net.spy:spymemcached maven:com.googlecode.xmemcached:*
MongoDB | database | mongodb nosql | maven:org.mongodb* maven:*:spring-boot-starter-data-mongodb* maven:*:spring-data-mongodb maven:*:quarkus-mongodb* maven:org.mongodb.morphia:*
Cassandra | database | cassandra nosql | maven:com.datastax* maven:org.apache.cassandra:* maven:*:spring-boot-starter-data-cassandra* maven:com.netflix.astyanax:* maven:org.hectorclient:*
ScyllaDB | database | nosql | maven:com.scylladb:*
Couchbase | database | nosql | maven:com.couchbase* maven:*:spring-boot-starter-data-couchbase*
CouchDB | database | nosql | maven:org.ektorp:*
Elasticsearch | database | elasticsearch search | maven:org.elasticsearch* maven:co.elastic.clients:* maven:*:spring-boot-starter-data-elasticsearch maven:io.searchbox:*
OpenSearch | database | search | maven:org.opensearch*
Apache Solr | database | solr search | maven:org.apache.solr:* maven:*:spring-boot-starter-data-solr
Apache Lucene | library | lucene search | maven:org.apache.lucene:*
Neo4j | database | neo4j graph | maven:org.neo4j* maven:*:spring-boot-starter-data-neo4j
OrientDB | database | graph | maven:com.orientechnologies:*
JanusGraph | database | graph | maven:org.janusgraph:*
ArangoDB | database | nosql | maven:com.arangodb:*
DynamoDB | database | dynamodb aws nosql | maven:*:dynamodb* maven:*:aws-java-sdk-dynamodb maven:*:dynamodb-enhanced
HBase | database | hbase big-data | maven:org.apache.hbase:*
ClickHouse | database | analytics | maven:com.clickhouse:* maven:ru.yandex.clickhouse:*
InfluxDB | database | time-series | maven:org.influxdb:* maven:com.influxdb:*
Apache Druid | database | analytics | maven:org.apache.druid*
PostgreSQL | database | postgresql | maven:org.postgresql:* maven:postgresql:* maven:*:quarkus-jdbc-postgresql maven:*:r2dbc-postgresql maven:*:vertx-pg-client
MySQL | database | mysql | maven:mysql:* maven:com.mysql:* maven:*:quarkus-jdbc-mysql maven:*:r2dbc-mysql
MariaDB | database | mariadb | maven:org.mariadb* maven:*:quarkus-jdbc-mariadb
Oracle Database | database | oracle | maven:com.oracle.database* maven:com.oracle:ojdbc* maven:com.oracle.ojdbc:*
SQL Server | database | sql-server | maven:com.microsoft.sqlserver:*
CockroachDB | database | database | maven:*:*cockroach*
H2 | database | h2 | maven:com.h2database:* maven:*:quarkus-jdbc-h2
HSQLDB | database | database | maven:org.hsqldb:* maven:hsqldb:*
Derby | database | database | maven:org.apache.derby:*
SQLite | database | sqlite | maven:org.xerial:sqlite-jdbc
RocksDB | database | embedded-database | maven:org.rocksdb:*
LevelDB | database | embedded-database | maven:org.iq80.leveldb:* maven:org.fusesource.leveldbjni:*
MapDB | database | embedded-database | maven:org.mapdb:*
LMDB | database | embedded-database | maven:org.lmdbjava:*
HawtDB | database | embedded-database | maven:org.fusesource.hawtdb:*
VoltDB | database | database | maven:org.voltdb:*
Prevayler | library | persistence | maven:org.prevayler*
Hibernate | library | hibernate jpa orm database | maven:org.hibernate:* maven:org.hibernate.* maven:*:quarkus-hibernate-* maven:hibernate:*
EclipseLink | library | jpa orm | maven:org.eclipse.persistence:*
OpenJPA | library | jpa orm | maven:org.apache.openjpa:*
JPA | library | jpa orm | maven:javax.persistence:* maven:jakarta.persistence:*
MyBatis | library | orm database | maven:org.mybatis* maven:com.baomidou:*
iBATIS | library | orm database | maven:org.apache.ibatis:*
jOOQ | library | jooq database | maven:org.jooq* plugin:nu.studer.jooq
Jdbi | library | database | maven:org.jdbi:*
Querydsl | library | database | maven:com.querydsl:* maven:com.mysema.querydsl:*
Exposed | library | orm database | maven:org.jetbrains.exposed:*
Ebean | library | orm database | maven:io.ebean:* maven:org.avaje:*
R2DBC | library | reactive database | maven:io.r2dbc:* maven:*:spring-boot-starter-data-r2dbc maven:dev.miku:r2dbc*
HikariCP | library | connection-pool database | maven:com.zaxxer:*
c3p0 | library | connection-pool database | maven:c3p0:* maven:com.mchange:*
Flyway | library | database-migration | maven:org.flywaydb* plugin:org.flywaydb.flyway
Liquibase | library | database-migration | maven:org.liquibase* plugin:org.liquibase.gradle
Debezium | library | cdc kafka | maven:io.debezium:*
LangChain4j | library | ai llm | maven:dev.langchain4j:* maven:io.quarkiverse.langchain4j:*
OpenAI | library | ai llm | maven:com.theokanning.openai-gpt3-java:* maven:com.openai:*
Semantic Kernel | library | ai llm | maven:com.microsoft.semantic-kernel:*
Deeplearning4j | library | machine-learning ai | maven:org.deeplearning4j:* maven:org.nd4j:*
DJL | library | machine-learning ai | maven:ai.djl*
Weka | library | machine-learning | maven:nz.ac.waikato.cms.weka:*
Apache Mahout | library | machine-learning | maven:org.apache.mahout:*
Tribuo | library | machine-learning | maven:org.tribuo:*
Smile | library | machine-learning | maven:com.github.haifengl:*
OpenNLP | library | nlp ai | maven:org.apache.opennlp:*
OpenCV | library | computer-vision | maven:org.openpnp:opencv maven:org.bytedeco:opencv*
AWS SDK | library | aws cloud | maven:com.amazonaws:* maven:software.amazon.awssdk:* maven:io.awspring.cloud:*
AWS Lambda | library | aws lambda serverless | maven:com.amazonaws:aws-lambda-* maven:com.amazonaws.serverless:* maven:*:quarkus-amazon-lambda*
Google Cloud | library | gcp cloud | maven:com.google.cloud:*
Azure SDK | library | azure cloud | maven:com.azure* maven:com.microsoft.azure*
Kubernetes Client | library | kubernetes | maven:io.fabric8:kubernetes-* maven:io.kubernetes:*
MinIO | database | object-storage | maven:io.minio:*
OpenTelemetry | library | opentelemetry observability | maven:io.opentelemetry*
Micrometer | library | metrics observability | maven:io.micrometer:* 
Prometheus | library | metrics observability | maven:io.prometheus:* maven:*:micrometer-registry-prometheus
Dropwizard Metrics | library | metrics observability | maven:io.dropwizard.metrics:* maven:com.codahale.metrics:* maven:com.yammer.metrics:*
Zipkin | library | tracing observability | maven:io.zipkin* maven:*:spring-cloud-*-zipkin
Spring Cloud Sleuth | library | tracing observability | maven:org.springframework.cloud:*sleuth* maven:*:spring-cloud-starter-sleuth
Jaeger | library | tracing observability | maven:io.jaegertracing:*
Keycloak | library | security oauth | maven:org.keycloak*
JJWT | library | jwt security | maven:io.jsonwebtoken:*
Auth0 JWT | library | jwt security | maven:com.auth0:*
Okta | library | oauth security | maven:com.okta*
Apache Shiro | library | security | maven:org.apache.shiro:*
Bouncy Castle | library | cryptography security | maven:org.bouncycastle:*
Jasypt | library | cryptography security | maven:org.jasypt:* maven:com.github.ulisesbocchio:*
Vault | library | secrets security | maven:com.bettercloud:vault* maven:*:spring-cloud-starter-vault* maven:org.springframework.vault:*
Guice | library | dependency-injection | maven:com.google.inject* maven:*:governator*
Dagger | library | dependency-injection | maven:com.google.dagger:* maven:com.squareup.dagger:*
Weld | library | cdi dependency-injection | maven:org.jboss.weld*
PicoContainer | library | dependency-injection | maven:org.picocontainer:*
Koin | library | dependency-injection | maven:io.insert-koin:*
AspectJ | library | aop | maven:org.aspectj:* maven:*:spring-boot-starter-aop
Byte Buddy | library | bytecode | maven:net.bytebuddy:*
Javassist | library | bytecode | maven:org.javassist:*
ASM | library | bytecode | maven:org.ow2.asm:* maven:asm:*
cglib | library | bytecode | maven:cglib:*
Lombok | library | lombok | maven:org.projectlombok:* plugin:io.freefair.lombok
Guava | library | guava | maven:com.google.guava:*
Apache Commons | library |  | maven:org.apache.commons:* maven:commons-*
Eclipse Collections | library | collections | maven:org.eclipse.collections:*
fastutil | library | collections | maven:it.unimi.dsi:*
Joda-Time | library |  | maven:joda-time:*
Jackson | library | json | maven:com.fasterxml.jackson* maven:org.codehaus.jackson:*
Gson | library | json | maven:com.google.code.gson:*
JSON-B | library | json | maven:javax.json.bind:* maven:jakarta.json.bind:* maven:org.eclipse:yasson
JAXB | library | xml | maven:javax.xml.bind:* maven:jakarta.xml.bind:* maven:org.glassfish.jaxb:* maven:com.sun.xml.bind:*
XStream | library | xml | maven:com.thoughtworks.xstream:*
jsoup | library | html-parsing | maven:org.jsoup:*
SnakeYAML | library | yaml | maven:org.yaml:*
Thymeleaf | library | templates web | maven:org.thymeleaf* maven:*:spring-boot-starter-thymeleaf
FreeMarker | library | templates | maven:org.freemarker:* maven:*:spring-boot-starter-freemarker
Velocity | library | templates | maven:org.apache.velocity:* maven:velocity:*
Mustache | library | templates | maven:com.github.spullara.mustache.java:* maven:*:spring-boot-starter-mustache
JSP | library | jsp web | maven:javax.servlet.jsp* maven:jakarta.servlet.jsp* maven:jstl:* maven:*:tomcat-embed-jasper
Servlet API | library | servlet web | maven:javax.servlet:*servlet-api* maven:jakarta.servlet:* maven:org.apache.tomcat:servlet-api
WebSocket | library | websocket | maven:javax.websocket:* maven:*:spring-boot-starter-websocket maven:org.java-websocket:* maven:*:tyrus*
Swagger | library | openapi api-docs | maven:io.swagger* maven:io.springfox:* maven:org.springdoc:* maven:com.mangofactory:* maven:*:quarkus-smallrye-openapi plugin:org.openapi.generator
Apache POI | library | office | maven:org.apache.poi:*
iText | library | pdf | maven:com.itextpdf:* maven:com.lowagie:*
PDFBox | library | pdf | maven:org.apache.pdfbox:*
JasperReports | library | reports | maven:net.sf.jasperreports:*
ANTLR | library | parser | maven:org.antlr:* plugin:antlr
JSqlParser | library | parser sql | maven:com.github.jsqlparser:*
JavaParser | library | parser | maven:com.github.javaparser:*
OpenRewrite | tool | refactoring | maven:org.openrewrite* plugin:org.openrewrite.rewrite
picocli | library | cli | maven:info.picocli:*
JCommander | library | cli | maven:com.beust:jcommander
libGDX | framework | game | maven:com.badlogicgames*
LWJGL | library | game graphics | maven:org.lwjgl*
Typesafe Config | library | configuration | maven:com.typesafe:config
Cfg4j | library | configuration | maven:org.cfg4j:*
Owner | library | configuration | maven:org.aeonbits.owner:*
SLF4J | tool | | maven:org.slf4j:*
Logback | tool | | maven:ch.qos.logback:*
Log4j | tool | | maven:org.apache.logging.log4j:* maven:log4j:* maven:*:spring-boot-starter-log4j2
OSHI | library | system | maven:com.github.oshi:*
JNA | library | native | maven:net.java.dev.jna:*
GraalVM | platform | graalvm native-image | maven:org.graalvm* plugin:org.graalvm.buildtools.native
Jython | library | scripting | maven:org.python:jython*
JPype | library | scripting | pypi:jpype*
JRuby | library | scripting | maven:org.jruby:*
Nashorn | library | scripting | maven:org.openjdk.nashorn:*
FF4J | library | feature-flags | maven:org.ff4j:*
Togglz | library | feature-flags | maven:org.togglz:*
Unleash | library | feature-flags | maven:io.getunleash:*
JavaMoney | library | money | maven:org.javamoney*
CRaC | library | crac startup | maven:io.github.crac:* maven:org.crac:*
Android | framework | android mobile | plugin:com.android.* maven:com.android.* maven:androidx.* maven:com.google.android*
Jetpack Compose | framework | compose android ui | maven:androidx.compose* plugin:org.jetbrains.compose plugin:org.jetbrains.kotlin.plugin.compose
Kotlin Multiplatform | framework | kotlin-multiplatform | plugin:org.jetbrains.kotlin.multiplatform
JMH | tool | jmh benchmark performance | maven:org.openjdk.jmh:* plugin:me.champeau.jmh plugin:me.champeau.gradle.jmh
Gatling | tool | load-testing performance | maven:io.gatling* plugin:io.gatling.gradle
JMeter | tool | load-testing performance | maven:org.apache.jmeter:*
JUnit | tool | | maven:junit:* maven:org.junit* 
TestNG | tool | | maven:org.testng:*
Mockito | tool | | maven:org.mockito*
PowerMock | tool | testing | maven:org.powermock:*
EasyMock | tool | | maven:org.easymock:* maven:easymock:*
MockK | tool | | maven:io.mockk:*
AssertJ | tool | | maven:org.assertj:*
Hamcrest | tool | | maven:org.hamcrest:*
Spock | tool | spock testing | maven:org.spockframework:*
Testcontainers | tool | testcontainers testing | maven:org.testcontainers:*
WireMock | tool | testing | maven:com.github.tomakehurst:* maven:org.wiremock*
REST Assured | tool | testing | maven:io.rest-assured:* maven:com.jayway.restassured:*
Karate | tool | testing | maven:com.intuit.karate:* maven:io.karatelabs:*
Cucumber | tool | bdd testing | maven:io.cucumber:* maven:info.cukes:*
Selenium | tool | browser-testing testing | maven:org.seleniumhq.selenium:*
Arquillian | tool | testing | maven:org.jboss.arquillian*
ArchUnit | tool | architecture testing | maven:com.tngtech.archunit:*
jqwik | tool | property-testing testing | maven:net.jqwik:*
Pact | tool | contract-testing testing | maven:au.com.dius* 
PIT | tool | mutation-testing testing | maven:org.pitest:* plugin:info.solidsoft.pitest
Awaitility | tool | | maven:org.awaitility:*
JaCoCo | tool | coverage testing | maven:org.jacoco:* plugin:jacoco
ScalaTest | tool | | maven:org.scalatest:* maven:org.scalatestplus*
Kotest | tool | | maven:io.kotest:*
Jib | tool | docker container | maven:com.google.cloud.tools:jib* plugin:com.google.cloud.tools.jib
Checkstyle | tool | static-analysis | maven:*:maven-checkstyle-plugin plugin:checkstyle
SpotBugs | tool | static-analysis | maven:com.github.spotbugs:* plugin:com.github.spotbugs maven:com.google.code.findbugs:*
Error Prone | tool | static-analysis | maven:com.google.errorprone:error_prone_core plugin:net.ltgt.errorprone
PMD | tool | static-analysis | maven:net.sourceforge.pmd:* plugin:pmd
revapi | tool | api-check | maven:org.revapi:*
Clojure | platform | clojure | maven:org.clojure:clojure clojars:org.clojure/clojure
Ring | framework | web | clojars:ring/* clojars:ring maven:ring:*
Compojure | framework | web | clojars:compojure
`;
