import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Java with Spring Boot and Kafka: retries that hold nothing up. */
export const kafkaRetryTopics: Sample = {
  folder: "kafka-retry-topics",
  steps: [
    {
      at: "2024-03-09T10:20Z",
      says: "Twenty orders and a topic",
      readme: `# Kafka retry topics

Retries that hold nothing up: an order that cannot be booked goes to a topic of its own and comes back after a while, and
the orders behind it go on. After four attempts it ends in a dead-letter topic, for a person to look at.
`,
      files: {
        "pom.xml": `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.2.3</version>
  </parent>
  <groupId>samples</groupId>
  <artifactId>kafka-retry-topics</artifactId>
  <version>1</version>
  <properties>
    <java.version>21</java.version>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter</artifactId>
    </dependency>
    <dependency>
      <groupId>org.springframework.kafka</groupId>
      <artifactId>spring-kafka</artifactId>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-maven-plugin</artifactId>
      </plugin>
    </plugins>
  </build>
</project>
`,
        "compose.yaml": `services:
  kafka:
    image: apache/kafka:3.7.0
    ports:
      - "9092:9092"
`,
        "src/main/resources/application.yaml": `spring:
  kafka:
    bootstrap-servers: localhost:9092
    consumer:
      group-id: booking
      auto-offset-reset: earliest
`,
        "src/main/java/samples/retry/RetryTopics.java": `package samples.retry;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@SpringBootApplication
public class RetryTopics {

  public static void main(String[] args) {
    SpringApplication.run(RetryTopics.class, args);
  }

  /** Wakes the partitions of the retry topics when their wait is over. */
  @Bean
  TaskScheduler retries() {
    return new ThreadPoolTaskScheduler();
  }

  @Bean
  ApplicationRunner sendOrders(KafkaTemplate<String, String> kafka) {
    return arguments -> {
      for (int number = 1; number <= 20; number++) {
        kafka.send("orders", "customer-" + number % 4, "order-" + number);
      }
    };
  }
}
`,
      },
    },
    {
      at: "2024-03-09T16:55Z",
      says: "Retry with a growing wait",
      readme: `
## The way of an order

| topic | waits |
| --- | --- |
| \`orders\` | not at all |
| \`orders-retry-1000\` | a second |
| \`orders-retry-3000\` | three seconds |
| \`orders-retry-9000\` | nine seconds |
| \`orders-dlt\` | for a person |
`,
      files: {
        "src/main/java/samples/retry/OrderListener.java": `package samples.retry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.retry.annotation.Backoff;
import org.springframework.stereotype.Component;

@Component
class OrderListener {

  private static final Logger log = LoggerFactory.getLogger(OrderListener.class);

  @RetryableTopic(attempts = "4", backoff = @Backoff(delay = 1000, multiplier = 3))
  @KafkaListener(topics = "orders")
  void book(String order, @Header(KafkaHeaders.RECEIVED_TOPIC) String topic) {
    // Every seventh order is one that the warehouse does not know.
    if (Integer.parseInt(order.substring("order-".length())) % 7 == 0) {
      throw new IllegalStateException("unknown article in " + order);
    }
    log.info("{} booked from {}", order, topic);
  }

  @DltHandler
  void giveUp(String order, @Header(KafkaHeaders.EXCEPTION_MESSAGE) String why) {
    log.warn("{} given up: {}", order, why);
  }
}
`,
      },
    },
    {
      at: "2024-03-10T11:30Z",
      says: "Say how to run it",
      readme: `
## Run it

\`\`\`sh
docker compose up -d
mvn spring-boot:run
\`\`\`

Orders 7 and 14 are refused every time; all others are booked while those two wait.
`,
    },
    {
      at: "2024-03-16T15:00Z",
      says: "Compare with retries in place",
      readme: `
## What came out

- Retried in place, each bad order stopped its whole partition for thirteen seconds. With topics nobody noticed.
- The price is the order of things: what comes back comes late. Where a customer's messages have to stay in line, retry
  in place and live with the wait.
`,
    },
    {
      at: "2024-04-21T09:40Z",
      says: "Note the header that says why",
      readme: `- The dead-letter topic knows why: the message of the exception travels in a header. Log it, nothing else remembers.
`,
    },
  ],
};
