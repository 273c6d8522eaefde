/** Container images (`image:` and the name without registry and tag) and Terraform providers. */
export const IMAGES = `
Kafka | library | kafka messaging streaming | image:confluentinc/cp-kafka* image:confluentinc/cp-server* image:bitnami/kafka* image:wurstmeister/kafka image:apache/kafka* image:*/kafka image:lensesio/* image:landoop/* image:spotify/kafka image:confluentinc/confluent-local
Confluent Schema Registry | library | kafka avro | image:confluentinc/cp-schema-registry
ksqlDB | database | kafka streaming | image:confluentinc/ksqldb* image:confluentinc/cp-ksqldb*
Redpanda | database | kafka messaging streaming | image:*redpanda*
ZooKeeper | library | zookeeper coordination | image:zookeeper image:*/zookeeper image:*/cp-zookeeper
Apache Pulsar | library | pulsar messaging | image:apachepulsar/*
RabbitMQ | library | rabbitmq messaging | image:rabbitmq image:*/rabbitmq*
ActiveMQ | library | activemq jms messaging | image:*activemq* image:*/artemis*
NATS | library | nats messaging | image:nats image:nats-streaming image:*/nats*
Mosquitto | library | mqtt iot messaging | image:eclipse-mosquitto image:hivemq/* image:emqx*
PostgreSQL | database | postgresql | image:postgres image:*/postgresql* image:*/postgres image:postgis/* image:timescale/* image:pgvector/*
MySQL | database | mysql | image:mysql image:*/mysql* image:percona*
MariaDB | database | mariadb | image:mariadb image:*/mariadb*
Oracle Database | database | oracle | image:*oracle-xe* image:gvenzl/* image:container-registry.oracle.com/*
SQL Server | database | sql-server | image:mcr.microsoft.com/mssql/* image:*mssql*
CockroachDB | database | database | image:cockroachdb/*
MongoDB | database | mongodb nosql | image:mongo image:*/mongodb* image:mongo-express
Redis | database | redis cache | image:redis image:redis/* image:*/redis* image:redislabs/*
Valkey | database | cache | image:valkey/* image:*/valkey*
Dynomite | database | redis | image:*dynomite*
Memcached | database | cache | image:memcached
Hazelcast | database | cache distributed | image:hazelcast/*
Apache Ignite | database | cache distributed | image:apacheignite/*
Cassandra | database | cassandra nosql | image:cassandra image:*/cassandra* image:datastax/*
ScyllaDB | database | nosql | image:scylladb/*
Couchbase | database | nosql | image:couchbase*
CouchDB | database | nosql | image:couchdb
Elasticsearch | database | elasticsearch search | image:elasticsearch image:*/elasticsearch*
Kibana | tool | elasticsearch observability | image:kibana image:*/kibana*
Logstash | tool | logging observability | image:logstash image:*/logstash*
OpenSearch | database | search | image:opensearchproject/*
Apache Solr | database | solr search | image:solr
Neo4j | database | neo4j graph | image:neo4j*
ArangoDB | database | nosql | image:arangodb*
DynamoDB | database | dynamodb aws nosql | image:amazon/dynamodb-local
ClickHouse | database | analytics | image:clickhouse/* image:yandex/clickhouse*
InfluxDB | database | time-series | image:influxdb*
Qdrant | database | vector-search ai | image:qdrant/*
Milvus | database | vector-search ai | image:milvusdb/*
Weaviate | database | vector-search ai | image:*weaviate*
Chroma | database | vector-search ai | image:chromadb/* image:*/chroma
EventStoreDB | database | event-sourcing | image:eventstore/*
etcd | database | coordination | image:*etcd*
Consul | library | service-discovery | image:consul image:hashicorp/consul
Vault | library | secrets security | image:vault image:hashicorp/vault
MinIO | database | object-storage | image:minio/*
LocalStack | tool | aws cloud testing | image:localstack/*
Keycloak | library | security oauth | image:*keycloak*
Kong | tool | gateway | image:kong*
Traefik | tool | proxy gateway | image:traefik*
Envoy | tool | proxy service-mesh | image:envoyproxy/*
nginx | tool | nginx web-server | image:nginx* image:*/nginx*
HAProxy | tool | proxy load-balancing | image:haproxy*
Apache HTTP Server | tool | web-server | image:httpd
Prometheus | library | metrics observability | image:prom/* image:*/prometheus
Grafana | tool | grafana observability | image:grafana/*
Jaeger | library | tracing observability | image:jaegertracing/*
Zipkin | library | tracing observability | image:openzipkin/*
OpenTelemetry Collector | tool | opentelemetry observability | image:otel/*
Apache Flink | framework | flink streaming big-data | image:flink image:apache/flink*
Apache Spark | framework | spark big-data | image:*/spark*
Airflow | framework | airflow workflow data | image:apache/airflow*
Debezium | library | cdc kafka | image:debezium/* image:*/debezium*
Temporal | framework | workflow | image:temporalio/*
Camunda | framework | workflow bpmn | image:camunda/*
Ollama | library | ai llm | image:ollama/*
SonarQube | tool | static-analysis | image:sonarqube*
Jenkins | tool | ci | image:jenkins/*
Tomcat | framework | web-server | image:tomcat
WildFly | framework | wildfly jakarta-ee | image:jboss/wildfly image:*/wildfly*
WordPress | framework | cms | image:wordpress
Toxiproxy | tool | chaos testing | image:*toxiproxy*
AWS | platform | aws cloud | provider:aws provider:hashicorp/aws
Google Cloud | platform | gcp cloud | provider:google provider:hashicorp/google*
Azure | platform | azure cloud | provider:azurerm provider:hashicorp/azurerm
Kubernetes | platform | kubernetes | provider:kubernetes provider:hashicorp/kubernetes provider:helm provider:hashicorp/helm
DigitalOcean | platform | cloud | provider:digitalocean*
Cloudflare | platform | cloud | provider:cloudflare*
`;
