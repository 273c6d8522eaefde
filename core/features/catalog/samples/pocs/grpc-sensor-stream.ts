import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Go with gRPC: a stream without generated code. */
export const grpcSensorStream: Sample = {
  folder: "grpc-sensor-stream",
  steps: [
    {
      at: "2024-06-08T11:10Z",
      says: "A sensor that streams",
      readme: `# gRPC without generated code

A sensor that streams its readings over gRPC, described by a Go value of ten lines: no protoc, no plug-in, no generated
file. The messages are types that protobuf brings along.
`,
      files: {
        "go.mod": `module samples/sensor

go 1.22

require (
	google.golang.org/grpc v1.64.0
	google.golang.org/protobuf v1.34.1
)
`,
        "main.go": `// A sensor over gRPC: \`go run . serve\` in one terminal, \`go run . watch\` in another.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"os/signal"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

const address = "localhost:7070"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case len(os.Args) == 2 && os.Args[1] == "serve":
		err = serve(ctx)
	case len(os.Args) == 2 && os.Args[1] == "watch":
		err = watch(ctx, 500*time.Millisecond)
	default:
		err = errors.New("say serve or watch")
	}
	if err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
}

func serve(ctx context.Context) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := grpc.NewServer()
	server.RegisterService(&sensor, nil)
	go func() {
		<-ctx.Done()
		server.Stop()
	}()
	log.Printf("a sensor at %s", address)
	return server.Serve(listener)
}

// watch prints readings until the context ends. A slow reader slows the server down: HTTP/2 has flow control.
func watch(ctx context.Context, every time.Duration) error {
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	stream, err := connection.NewStream(ctx, &sensor.Streams[0], "/samples.Sensor/Watch")
	if err != nil {
		return err
	}
	if err := stream.SendMsg(durationpb.New(every)); err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	for {
		var reading wrapperspb.DoubleValue
		if err := stream.RecvMsg(&reading); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		fmt.Printf("%.2f °C\\n", reading.Value)
	}
}
`,
        "sensor.go": `package main

import (
	"math"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// sensor is what protoc would have made of
//
//	service Sensor { rpc Watch(google.protobuf.Duration) returns (stream google.protobuf.DoubleValue); }
var sensor = grpc.ServiceDesc{
	ServiceName: "samples.Sensor",
	HandlerType: (*any)(nil),
	Streams: []grpc.StreamDesc{
		{StreamName: "Watch", ServerStreams: true, Handler: send},
	},
}

// send answers with a reading for each tick, until the client goes.
func send(_ any, stream grpc.ServerStream) error {
	var every durationpb.Duration
	if err := stream.RecvMsg(&every); err != nil {
		return err
	}
	if every.AsDuration() < 10*time.Millisecond {
		return status.Error(codes.InvalidArgument, "ask at most a hundred times a second")
	}
	ticker := time.NewTicker(every.AsDuration())
	defer ticker.Stop()
	for {
		select {
		case <-stream.Context().Done():
			return stream.Context().Err()
		case now := <-ticker.C:
			if err := stream.SendMsg(wrapperspb.Double(temperature(now))); err != nil {
				return err
			}
		}
	}
}

// temperature is a day of a minute: coldest and warmest thirty seconds apart.
func temperature(at time.Time) float64 {
	return 18 + 6*math.Sin(2*math.Pi*float64(at.UnixMilli()%60_000)/60_000)
}
`,
      },
    },
    {
      at: "2024-06-08T19:25Z",
      says: "Say how to run it",
      readme: `
## Run it

\`\`\`sh
go mod tidy
go run . serve
go run . watch   # in another terminal
\`\`\`
`,
    },
    {
      at: "2024-06-15T10:50Z",
      says: "Test the temperature of a day",
      readme: `
A day of this sensor takes a minute, so that there is something to see.
`,
      files: {
        "sensor_test.go": `package main

import (
	"testing"
	"time"
)

func TestTemperatureOfADay(t *testing.T) {
	warmest := temperature(time.UnixMilli(15_000))
	coldest := temperature(time.UnixMilli(45_000))
	if warmest != 24 || coldest != 12 {
		t.Fatalf("from %v to %v, not from 12 to 24", coldest, warmest)
	}
}
`,
      },
    },
    {
      at: "2024-07-27T14:35Z",
      says: "Write down when this is enough",
      readme: `
## What came out

- For one call between two programs of one team this is enough. From the second language on the .proto file is worth its
  tools.
- A reader that stops reading stops the server's \`SendMsg\` after 64 KB: HTTP/2 has flow control, and nobody had to
  write any.
`,
    },
  ],
};
